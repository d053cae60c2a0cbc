//! The table with one row for each span: what is written, what is read of tables of all kinds, what comes back.

use proptest::prelude::*;

use crate::support::formats::{assert_survives, exported, file, imported, imported_from, problems, spans_of};
use crate::support::{cases, marked, samples};
use postil::domain::annotation::AnnotationSet;
use postil::domain::document::Metadata;
use postil::domain::formats::files::InMemory;
use postil::domain::formats::intake::{Collected, Unreadable};
use postil::domain::formats::{Format, detect};
use postil::domain::id::{Annotator, DocumentId, SetId, SpanId};
use postil::domain::project::Project;
use postil::domain::text::Text;

const HEADER: &str = "\u{feff}kind,document,annotator,id,label,start,end,quote,note,attributes,fragments,entry,entry_name,entry_link,from,to,title,byline,published,source,site,language,meta,text\r\n";

fn project(notation: &str) -> Project {
    let marked = marked::parse(notation);
    let mut document = (*samples::document("one", &marked.text)).clone();
    document.metadata = Metadata { title: Some("=Title".into()), ..Metadata::default() };
    let set = AnnotationSet::new(SetId::new("set"), DocumentId::new("one"), Annotator::new("jane"));
    let relation = samples::relation("r1", &SpanId::new("s1"), &SpanId::new("s2"));
    let mut project = samples::rich_labels();
    project.documents.push(document.into());
    project.sets.push(std::sync::Arc::new(set.with(marked.spans, vec![relation])));
    project
}

fn texts(read: &Collected) -> Vec<&str> {
    read.items.iter().map(|item| item.document.text().as_str()).collect()
}

#[test]
fn writes_a_row_for_each_span() {
    let (files, losses) = exported(&project("[Anna, 😀|actor] met \"[Ben|actor]\"."), Format::Csv);
    let expected = format!(
        "{HEADER}document,one,,,,,,,,,,,,,,,'=Title,,,,,,,\"Anna, 😀 met \"\"Ben\"\".\"\r\n\
         span,one,jane,s1,actor,0,7,\"Anna, 😀\",,,,,,,,,,,,,,,,\r\n\
         span,one,jane,s2,actor,13,16,Ben,,,,,,,,,,,,,,,,\r\n\
         relation,one,jane,r1,party-to,,,,,,,,,,s1,s2,,,,,,,,\r\n"
    );
    assert_eq!(file(&files, "data.csv"), expected);
    assert_eq!(losses, []);
}

#[test]
fn a_cell_never_begins_a_formula_and_comes_back() {
    let notes = ["=1+1", "+a", "-a", "@a", "\ta", "\ra", "\na", "'", "'a", "'=a", "''=a", "＝a", "a=", ""];
    for note in notes {
        let mut project = project("[Anna|actor] and [Ben|actor]");
        let set = std::sync::Arc::make_mut(&mut project.sets[0]);
        let mut spans: Vec<_> = set.spans().iter().cloned().collect();
        std::sync::Arc::make_mut(&mut spans[0]).note = note.to_owned();
        *set = set.clone().with(spans, Vec::new());
        let (files, _) = exported(&project, Format::Csv);
        let row = file(&files, "data.csv").split("span,one,jane,s1,actor,0,4,Anna,").nth(1).expect("the row is there");
        let cell = row.trim_start_matches('"');
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']), "{note:?}: {cell:?}");
        let read = imported(&files, Format::Csv);
        let back = &read.items[0].sets[0];
        assert_eq!(back.span(&SpanId::new("s1")).map(|span| span.note.as_str()), Some(note));
    }
}

#[test]
fn a_long_text_stands_in_as_many_rows_as_it_takes() {
    let text = "=a😀, \n".repeat(12_000);
    let mut project = Project::new(postil::domain::id::ProjectId::new("p"), "P");
    project.documents.push(samples::document("one", &Text::new(&text)));
    let (files, _) = exported(&project, Format::Csv);
    let rows = file(&files, "data.csv").matches("document,one,").count();
    assert_eq!(rows, 3);
    assert_survives(&project, Format::Csv);
}

#[test]
fn rows_that_were_sorted_find_their_documents() {
    let table = "kind,document,annotator,id,label,start,end,quote,text\n\
                 span,b,jane,s1,X,0,3,two,\nspan,a,jane,s1,X,0,3,one,\nspan,nowhere,jane,s1,X,0,3,one,\n\
                 document,a,,,,,,,one\ndocument,b,,,,,,,two\n";
    let read = imported_from("x.csv", table, Format::Csv);
    assert_eq!(texts(&read), ["two", "one"]);
    assert_eq!(spans_of(&read.project()), ["X: 0-3 \"two\"", "X: 0-3 \"one\""]);
    assert_eq!(problems(&read), ["no-document"]);
}

#[test]
fn reads_a_table_with_the_text_in_each_row() {
    let table = "sep=;\r\nText;Label;Begin;End;Span Text;Coder;topic\r\n\
                 \"Anna; and Ben\";PER;0;4.0;Anna;kim;x\r\n\"Anna; and Ben\";PER;10;13;Ben;kim;\r\n\
                 Oslo;LOC;0;4;Oslo;lee;\r\n";
    let read = imported_from("x.csv", table, Format::Csv);
    assert_eq!(texts(&read), ["Anna; and Ben", "Oslo"]);
    assert_eq!(spans_of(&read.project()), ["PER: 0-4 \"Anna\"", "PER: 10-13 \"Ben\"", "LOC: 0-4 \"Oslo\""]);
    assert_eq!(read.items[0].sets[0].annotator.as_str(), "kim");
    let first = read.items[0].sets[0].spans().iter().next().expect("there is one");
    assert_eq!(first.unknown, [("topic".to_owned(), "\"x\"".to_owned())]);
    assert_eq!(problems(&read), [""; 0]);
}

#[test]
fn reads_a_table_with_the_text_in_the_first_row_of_its_document() {
    let table = "doc_id\ttext\tspan\tlabel\nd1\tAnna met Ben\tAnna\tPER\nd1\t\tBen\tPER\nd2\tNobody\t\t\n";
    let read = imported_from("x.tsv", table, Format::Csv);
    assert_eq!(texts(&read), ["Anna met Ben", "Nobody"]);
    assert_eq!(spans_of(&read.project()), ["PER: 0-4 \"Anna\"", "PER: 9-12 \"Ben\""]);
    assert_eq!(read.items[1].document.id().as_str(), "d2");
}

#[test]
fn a_table_without_spans_is_a_list_of_documents() {
    let table = "id,Text,Label,author\n7,\"Line\r\none\",news,Anna\n8,Two,,\n";
    let read = imported_from("x.csv", table, Format::Csv);
    assert_eq!(texts(&read), ["Line\none", "Two"]);
    assert_eq!(read.items[0].document.id().as_str(), "7");
    assert_eq!(read.items[0].document.metadata.byline.as_deref(), Some("Anna"));
    assert_eq!(read.items[0].sets[0].document_labels.len(), 1);
    assert_eq!(problems(&read), ["text-made-canonical"]);
}

#[test]
fn an_id_that_several_rows_have_is_the_document_s() {
    let table = "id,text,start,end,label,from\n7,Anna met Ben,0,4,PER,x\n7,Anna met Ben,9,12,PER,\n8,Oslo,,,,y\n7,Anna met Ben,5,8,ACT,\n";
    let read = imported_from("x.csv", table, Format::Csv);
    assert_eq!(texts(&read), ["Anna met Ben", "Oslo"]);
    assert_eq!(read.items[0].document.id().as_str(), "7");
    assert_eq!(read.items[0].sets[0].spans().len(), 3);
    assert_eq!(read.items[1].document.unknown, [("from".to_owned(), "\"y\"".to_owned())]);
    let table = "id,text,start,end,label\ns7,Anna met Ben,0,4,PER\ns8,Anna met Ben,9,12,PER\n";
    let read = imported_from("x.csv", table, Format::Csv);
    assert_eq!(read.items.len(), 1);
    assert!(read.items[0].sets[0].span(&SpanId::new("s8")).is_some());
    assert_eq!(problems(&read), [""; 0]);
}

#[test]
fn a_bad_row_costs_only_itself() {
    let mut table = b"text,label,start,end,quote,attributes,__proto__\nAnna,PER,0,4,Anna,{},x\nAnna,PER,x,4,,,\nAnna,PER,99999999999999999999,4,,,\n\
        Anna,PER,0,,,,\nAnna,PER,7,9,,,\nAnna,,0,4,,,\nAnna,PER,0,4,,nothing,\nAnna,PER,0,4,,,,beyond\nAnn"
        .to_vec();
    table.extend(b"\xff,PER,0,4,,,\nBen,PER,0,3,\"open\n");
    let read = imported(&InMemory::one("x.csv", table), Format::Csv);
    assert_eq!(texts(&read), ["Anna", "Ben"]);
    assert_eq!(
        problems(&read),
        [
            "unknown-value",
            "missing-field",
            "malformed",
            "not-kept",
            "malformed",
            "malformed",
            "empty-span",
            "out-of-range",
            "missing-field",
            "orphan",
        ]
    );
}

#[test]
fn tables_are_known_by_their_columns() {
    let known = |path: &str, content: &str| detect(&InMemory::one(path, content));
    assert_eq!(known("x", HEADER), Some(Format::Csv));
    assert_eq!(known("x.txt", "\"Text\";\"Label\"\na;b\n"), Some(Format::Csv));
    assert_eq!(known("x.csv", "text\nHello\n"), Some(Format::Csv));
    assert_eq!(known("x.txt", "Text\nHello\n"), None);
    assert_eq!(known("x.csv", "a,b\n1,2\n"), None);
    assert_eq!(known("x.txt", "Content, the title says, is king.\n"), None);
}

#[test]
fn a_table_without_texts_is_refused() {
    let refused = |content: &str| {
        matches!(Collected::read(Format::Csv, &InMemory::one("x.csv", content)), Err(Unreadable::OtherFormat(_)))
    };
    assert!(refused("a,b\n1,2\n"));
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn comes_back_as_it_went(project in samples::any_project()) {
        assert_survives(&project, Format::Csv);
    }

    #[test]
    fn nothing_makes_the_reader_panic(rows in "([a-z,;\t\"\n\r'= 0-9{}]|text|label|start|end|kind|document|span){0,80}") {
        let _ = Collected::read(Format::Csv, &InMemory::one("x.csv", rows.as_str()));
        let table = format!("kind,document,id,label,start,end,text,attributes\n{rows}");
        let _ = Collected::read(Format::Csv, &InMemory::one("x.csv", table));
    }
}

#[test]
fn tells_of_a_quotation_mark_that_is_never_closed() {
    let table = "text,label,start,end\nThe Union,A,4,9\n\"The Union,A,4,9\nThe Union,A,4,9\n";
    let read = imported_from("x.csv", table, Format::Csv);
    assert_eq!(read.items.len(), 2);
    assert_eq!(problems(&read), ["malformed"]);
    assert_eq!(read.items[1].document.text().as_str(), "The Union,A,4,9\nThe Union,A,4,9\n");
    let closed = "text,label,start,end\nThe Union,A,4,9\n\"The \"\"Union\"\"\",A,5,10";
    assert_eq!(problems(&imported_from("x.csv", closed, Format::Csv)), [""; 0]);
}

#[test]
fn tells_of_a_row_over_several_lines_that_lacks_cells() {
    let table = "text,label,start,end\n\"The Union,A,4,9\nThe Union,A,4,9\nThe\" Union\nThe Union,A,4,9\n";
    let read = imported_from("x.csv", table, Format::Csv);
    assert_eq!(problems(&read), ["read-as"]);
}
