//! What the columns of a table are called.

/// A column that means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Kind,
    Document,
    Annotator,
    Id,
    Label,
    Start,
    End,
    Quote,
    Note,
    Attributes,
    Fragments,
    Entry,
    EntryName,
    EntryLink,
    From,
    To,
    Title,
    Byline,
    Published,
    Source,
    Site,
    Language,
    Meta,
    Text,
}

/// How many columns there are.
pub(super) const COUNT: usize = 24;

/// Every column in the order they are written in, with its name and the other names it goes by elsewhere. The text is last,
/// so that it hides no other cell.
pub(super) const COLUMNS: [(Column, &str, &[&str]); COUNT] = [
    (Column::Kind, "kind", &[]),
    (
        Column::Document,
        "document",
        &[
            "doc",
            "doc_id",
            "docid",
            "document_id",
            "document_name",
            "article_id",
            "text_id",
            "file",
            "filename",
            "file_name",
        ],
    ),
    (Column::Annotator, "annotator", &["annotator_id", "annotated_by", "coder"]),
    (Column::Id, "id", &["span_id"]),
    (Column::Label, "label", &["labels", "tag", "category", "class", "entity_type", "entity_label"]),
    (Column::Start, "start", &["begin", "start_offset", "start_char", "start_index", "char_start"]),
    (Column::End, "end", &["stop", "end_offset", "end_char", "end_index", "char_end"]),
    (
        Column::Quote,
        "quote",
        &["span", "span_text", "entity_text", "covered_text", "selected_text", "surface", "mention", "phrase"],
    ),
    (Column::Note, "note", &["notes", "comment", "comments", "remark"]),
    (Column::Attributes, "attributes", &[]),
    (Column::Fragments, "fragments", &[]),
    (Column::Entry, "entry", &[]),
    (Column::EntryName, "entry_name", &[]),
    (Column::EntryLink, "entry_link", &[]),
    (Column::From, "from", &[]),
    (Column::To, "to", &[]),
    (Column::Title, "title", &["headline"]),
    (Column::Byline, "byline", &["author"]),
    (Column::Published, "published", &["date"]),
    (Column::Source, "source", &["url"]),
    (Column::Site, "site", &["publication"]),
    (Column::Language, "language", &["lang"]),
    (Column::Meta, "meta", &[]),
    (Column::Text, "text", &["content", "body", "article", "sentence", "full_text", "document_text", "raw_text"]),
];

/// Which columns a table has, and where.
#[derive(Clone, Debug, Default)]
pub(super) struct Header {
    places: [Option<usize>; COUNT],
    /// The columns that mean nothing here, with their names.
    pub(super) others: Vec<(usize, String)>,
    /// How many columns there are.
    pub(super) width: usize,
}

impl Header {
    /// Reads the names of columns; capitals, spaces and hyphens make no difference.
    pub(super) fn of<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut header = Self::default();
        for (place, name) in names.enumerate() {
            header.width += 1;
            let plain = name.trim().to_lowercase().replace([' ', '-'], "_");
            let column = COLUMNS.iter().find(|(_, own, others)| *own == plain || others.contains(&plain.as_str()));
            match column {
                Some((column, ..)) if !header.has(*column) => header.places[*column as usize] = Some(place),
                _ => header.others.push((place, name.to_owned())),
            }
        }
        if !header.is_own() {
            // Elsewhere these may mean anything.
            let own = [
                Column::Kind,
                Column::Fragments,
                Column::Entry,
                Column::EntryName,
                Column::EntryLink,
                Column::From,
                Column::To,
                Column::Meta,
            ];
            for column in own {
                if let Some(place) = header.places[column as usize].take() {
                    header.others.push((place, COLUMNS[column as usize].1.to_owned()));
                }
            }
        }
        header
    }

    /// Takes the column `id` for the names of documents.
    pub(super) fn id_names_document(&mut self) {
        self.places[Column::Document as usize] = self.places[Column::Id as usize].take();
    }

    /// Where the column is.
    pub(super) fn place(&self, column: Column) -> Option<usize> {
        self.places[column as usize]
    }

    /// Whether there is such a column.
    pub(super) fn has(&self, column: Column) -> bool {
        self.place(column).is_some()
    }

    /// Whether the table is of the kind that is written here.
    pub(super) fn is_own(&self) -> bool {
        self.has(Column::Kind) && self.has(Column::Document) && self.has(Column::Text)
    }

    /// Whether rows tell spans by their place or their words.
    pub(super) fn has_spans(&self) -> bool {
        (self.has(Column::Start) && self.has(Column::End)) || self.has(Column::Quote)
    }
}
