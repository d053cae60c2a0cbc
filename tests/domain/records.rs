//! Stored records: what is sealed opens, what is damaged is told, and a set comes back from checkpoint and journal.

use std::sync::Arc;

use postil::app::open::{OpenArticle, Stamp};
use postil::app::record::{
    Checkpoint, CheckpointWriter, DocumentHeader, Entry, Head, Unreadable, Version, document_records, open,
    read_document, read_project, restore, seal, write_project,
};
use postil::app::state::ProjectInfo;
use postil::domain::annotation::{AnnotationSet, AttributeValue};
use postil::domain::change::Transaction;
use postil::domain::document::{Document, Role};
use postil::domain::history::Step;
use postil::domain::id::{Annotator, AttributeId, DocumentId, ProjectId, SetId};
use postil::domain::text::Text;
use proptest::prelude::*;

use crate::support::cases;
use crate::support::edits::{Edit, any_edit};
use crate::support::marked::{Marked, NOW, parse};
use crate::support::samples::{any_project, document, relation, rich_labels};

fn stamp() -> Stamp {
    Stamp { now: NOW.into(), actor: "tab".into() }
}

#[test]
fn a_seal_shows_every_flipped_bit() {
    let sealed = seal("the payload é".as_bytes());
    assert_eq!(open(&sealed), Ok("the payload é".as_bytes()));
    for byte in 0..sealed.len() {
        for bit in 0..8 {
            let mut flipped = sealed.clone();
            flipped[byte] ^= 1 << bit;
            assert!(open(&flipped).is_err(), "bit {bit} of byte {byte}");
        }
    }
    for length in 0..sealed.len() {
        assert_eq!(open(&sealed[..length]), Err(Unreadable::Damaged), "cut at {length}");
    }
    let mut newer = sealed;
    newer[1] = 9;
    assert_eq!(open(&newer), Err(Unreadable::TooNew(9)));
    assert_eq!(open(&seal(b"")), Ok(&b""[..]));
}

#[test]
fn a_project_comes_back() {
    let project = rich_labels();
    let info = ProjectInfo { id: project.id, name: project.name, schema: project.schema, unknown: project.unknown };
    assert_eq!(read_project(&write_project(&info)), Ok(info));
    assert_eq!(read_project(&seal(b"{}")), Err(Unreadable::Malformed));
    assert_eq!(read_project(b"junk"), Err(Unreadable::Damaged));
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn a_document_comes_back(project in any_project()) {
        for document in &project.documents {
            let (header, chunks) = document_records(document, &project.id, document.text().sha256());
            let read = DocumentHeader::read(&header.write()).unwrap();
            prop_assert_eq!(&read, &header);
            prop_assert_eq!(read.code_points, document.text().code_points());
            prop_assert_eq!(read.title.as_str(), document.title());
            prop_assert_eq!(&read_document(&read, &chunks).unwrap(), &**document);
        }
    }

    #[test]
    fn a_checkpoint_comes_back(project in any_project()) {
        for set in &project.sets {
            let document = project.document(&set.document).unwrap();
            let version = restored(set, document, 3);
            prop_assert_eq!(&version, set);
        }
    }
}

/// What is read of a checkpoint of the set; nothing may be damaged.
fn restored(set: &Arc<AnnotationSet>, document: &Arc<Document>, revision: u64) -> Arc<AnnotationSet> {
    let chunks: Vec<Vec<u8>> = CheckpointWriter::new(set.clone(), document.clone()).take(10_000).collect();
    let checkpoint = Checkpoint { revision, lamport: revision, chunks: chunks.len() };
    let head = Version { revision, ..Version::of(set.clone()) }.head(NOW, Some(checkpoint));
    let restored = restore(&head, document, &keyed("c", chunks), &[]);
    assert_eq!(restored.damaged, []);
    assert_eq!(restored.version.revision, revision);
    restored.version.set
}

/// A record with its key.
type Keyed = (String, Vec<u8>);

fn keyed(prefix: &str, records: impl IntoIterator<Item = Vec<u8>>) -> Vec<Keyed> {
    records.into_iter().enumerate().map(|(n, bytes)| (format!("{prefix}{n}"), bytes)).collect()
}

#[test]
fn a_long_document_is_kept_in_short_chunks() {
    let text = Text::new(&"A sentence about 👩‍👩‍👧‍👦 and é.\n\n".repeat(8000));
    let document = document("d", &text);
    let (header, chunks) = document_records(&document, &ProjectId::new("p"), document.text().sha256());
    assert!(chunks.len() > 6);
    assert!(chunks.iter().all(|chunk| chunk.len() < 48 << 10), "values over 48 KiB live in files of their own");
    assert_eq!(read_document(&header, &chunks).as_ref(), Ok(&*document));

    let mut lost_text = chunks.clone();
    lost_text[1][100] ^= 1;
    assert_eq!(read_document(&header, &lost_text), Err(Unreadable::Damaged));
    lost_text.swap(0, 1);
    assert_eq!(read_document(&header, &lost_text), Err(Unreadable::Damaged));
    let mut swapped = chunks.clone();
    swapped.swap(0, 1);
    assert_eq!(read_document(&header, &swapped), Err(Unreadable::Damaged), "the CRC tells");
    assert_eq!(read_document(&header, &chunks[..1]), Err(Unreadable::Damaged));

    // Where the blocks are lost, the lines of the text take their place.
    let is_made_of_lines = |read: Result<Document, Unreadable>| {
        let read = read.unwrap();
        assert_eq!((read.text(), &read.metadata), (document.text(), &document.metadata));
        let blocks = read.blocks().iter().map(|block| read.text().quote(block.range));
        let lines = document.text().as_str().lines().map(str::trim).filter(|line| !line.is_empty());
        assert_eq!(blocks.collect::<String>(), lines.collect::<String>());
        assert!(read.blocks().iter().all(|block| block.role == Role::Paragraph));
    };
    let mut lost_blocks = chunks.clone();
    lost_blocks.pop();
    is_made_of_lines(read_document(&header, &lost_blocks));
    let last = lost_blocks.len() - 1;
    lost_blocks[last][100] ^= 1;
    lost_blocks.push(chunks[chunks.len() - 1].clone());
    is_made_of_lines(read_document(&header, &lost_blocks));
}

/// Records of a checkpoint are cut between, whatever there is most of: spans, relations, or what is said of the whole.
#[test]
fn a_large_checkpoint_is_kept_in_short_chunks() {
    let text = Text::new(&"x".repeat(3000));
    let document = document("document", &text);
    let notation = "[x|actor]".repeat(3000);
    let marked = parse(&notation);
    let ends = || marked.spans.iter().zip(marked.spans.iter().skip(1)).enumerate();
    let relations = ends().map(|(n, (from, to))| relation(&format!("r{n}"), &from.id, &to.id)).collect();
    let mut set = marked.set().with(marked.spans.clone(), relations);
    set.document_labels.insert(AttributeId::new("topic"), AttributeValue::Text("long ".repeat(12_000)));
    let set = Arc::new(set);
    let chunks: Vec<Vec<u8>> = CheckpointWriter::new(set.clone(), document.clone()).take(1000).collect();
    assert!(chunks.len() > 6 && chunks.len() < 100, "{} chunks", chunks.len());
    assert!(chunks[1..].iter().all(|chunk| chunk.len() < 60_000), "only a record longer than a chunk makes one");
    assert_eq!(restored(&set, &document, 0), set);
}

/// A file another program laid out has line ends within unknown fields; a checkpoint has one record a line.
#[test]
fn unknown_fields_over_several_lines_come_back() {
    let file = "{\"format\": \"postil\", \"documents\": [{\"id\": \"d\", \"text\": \"Ask.\"}], \"annotation_sets\": [\
                {\"id\": \"s\", \"document\": \"d\", \"x\": [1,\r\n 2], \"spans\": [\n{\"id\": \"s1\", \"label\": \"actor\", \
                \"start\": 0, \"end\": 3, \"quote\": \"Ask\", \"x\": {\n \"y\": [\n 1,\n 2 ]\n}}]}]}";
    let project = postil::domain::formats::postil::read(file.as_bytes()).unwrap().project;
    assert_eq!(restored(&project.sets[0], &project.documents[0], 0), project.sets[0]);
}

/// An article opened empty, with edits made one after another.
fn worked_on(document: &Arc<Document>, edits: &[Edit]) -> (OpenArticle, Vec<Arc<Entry>>) {
    let empty = Version::empty(SetId::new("set"), document.id().clone(), Annotator::new("mara"));
    let mut open = OpenArticle::new(document.clone(), empty);
    for (n, edit) in edits.iter().enumerate() {
        // Every fifth step goes back, and every tenth forth again.
        let history = open.history();
        let (step, transaction) = match (n % 10, history.undo(), history.redo()) {
            (4, Some(undo), _) => (Step::Undo, undo),
            (5, _, Some(redo)) => (Step::Redo, redo),
            _ => (Step::Do, Transaction::new(edit.on(open.set(), document.text(), n))),
        };
        assert!(open.take(step, transaction, &stamp()));
    }
    let entries = open.unsaved().cloned().collect();
    (open, entries)
}

/// Undoes everything, one version after another.
fn way_back(document: &Arc<Document>, version: Version) -> Vec<Arc<AnnotationSet>> {
    let mut open = OpenArticle::new(document.clone(), version);
    let mut sets = vec![open.set().clone()];
    while let Some(undo) = open.history().undo() {
        assert!(open.take(Step::Undo, undo, &stamp()), "what is undone fits");
        sets.push(open.set().clone());
    }
    sets
}

proptest! {
    #![proptest_config(cases(48))]

    /// A checkpoint at any point and the journal lead to the live set, and undo goes the same way back.
    #[test]
    fn checkpoint_and_journal_lead_to_the_live_set(
        edits in proptest::collection::vec(any_edit(), 0..40),
        at: prop::sample::Index,
        keeps_old_entries: bool,
    ) {
        let text = Text::new("The towns of Ask and Embla 👩‍👩‍👧‍👦 signed the cafe\u{301} accord.");
        let document = document("document", &text);
        let (live, entries) = worked_on(&document, &edits);
        for entry in &entries {
            prop_assert_eq!(&Entry::read(&entry.write(&text), &text).unwrap(), &**entry);
        }
        let mut midway = Version::empty(SetId::new("set"), document.id().clone(), Annotator::new("mara"));
        let cut = at.index(entries.len() + 1);
        for entry in &entries[..cut] {
            midway = midway.after(entry).unwrap();
        }
        let chunks: Vec<Vec<u8>> = CheckpointWriter::new(midway.set.clone(), document.clone()).collect();
        let checkpoint = Checkpoint { revision: midway.revision, lamport: midway.lamport, chunks: chunks.len() };
        let head = Head { revision: entries.len() as u64, ..midway.head(NOW, (cut > 0).then_some(checkpoint)) };
        prop_assert_eq!(&Head::read(&head.write()).unwrap(), &head);
        let kept = if keeps_old_entries { &entries[..] } else { &entries[cut..] };
        let journal = keyed("j", kept.iter().map(|entry| entry.write(&text)));
        let restored = restore(&head, &document, &keyed("c", chunks), &journal);
        prop_assert_eq!(&restored.damaged, &[]);
        prop_assert_eq!(&restored.version.set, live.set());
        prop_assert_eq!(restored.version.revision, entries.len() as u64);
        prop_assert_eq!(restored.version.lamport, entries.last().map_or(0, |entry| entry.lamport));
        if keeps_old_entries {
            let mut all = Version::empty(SetId::new("set"), document.id().clone(), Annotator::new("mara"));
            for entry in &entries {
                all = all.after(entry).unwrap();
            }
            prop_assert_eq!(way_back(&document, restored.version), way_back(&document, all));
        }
    }
}

/// Three tagging steps as records: the head and the journal.
fn three_steps() -> (Arc<Document>, Head, Vec<Keyed>) {
    let marked = parse("[one|actor] [two|agreement] [three|actor]");
    let document = document("document", &marked.text);
    let empty = Version::empty(SetId::new("set"), DocumentId::new("document"), Annotator::new("mara"));
    let mut open = OpenArticle::new(document.clone(), empty);
    for span in &marked.spans {
        let added = postil::domain::change::Change::Span(postil::domain::change::Diff::added(span.clone()));
        assert!(open.take(Step::Do, Transaction::new(vec![added]), &stamp()));
    }
    let head = Head {
        revision: 3,
        ..Version::empty(SetId::new("set"), DocumentId::new("document"), Annotator::new("mara")).head(NOW, None)
    };
    let journal = keyed("j", open.unsaved().map(|entry| entry.write(&marked.text)));
    (document, head, journal)
}

/// Restores with the journal; `damaged` names the records handed back.
#[track_caller]
fn restores(journal: &[Keyed], kept: &str, damaged: &[&str]) {
    let (document, head, whole) = three_steps();
    let restored = restore(&head, &document, &[], journal);
    assert_eq!(Marked::of(document.text(), &restored.version.set).print(), kept);
    let keys: Vec<&str> = restored.damaged.iter().map(|damage| damage.key.as_str()).collect();
    assert_eq!(keys, damaged);
    for damage in &restored.damaged {
        let record = journal.iter().find(|(key, _)| *key == damage.key);
        assert_eq!(record.map(|(_, bytes)| bytes), Some(&damage.bytes), "the bytes are handed back");
    }
    assert_eq!(restored.version.revision, whole.len() as u64, "no entry's name is given out again");
}

#[test]
fn damage_in_the_journal_is_handed_back_and_the_rest_kept() {
    let (_, _, whole) = three_steps();
    restores(&whole, "[one|actor] [two|agreement] [three|actor]", &[]);
    let mut flipped = whole.clone();
    flipped[2].1[40] ^= 4;
    restores(&flipped, "[one|actor] [two|agreement] three", &["j2"]);
    let mut flipped = whole.clone();
    flipped[1].1[40] ^= 4;
    restores(&flipped, "[one|actor] two three", &["j1", "j2"]);
    let gap = [whole[0].clone(), whole[2].clone()];
    restores(&gap, "[one|actor] two three", &["j2"]);
    let foreign = [whole[0].clone(), ("x".to_owned(), seal(b"{\"what\":1}")), whole[1].clone()];
    restores(&foreign, "[one|actor] [two|agreement] three", &["x"]);
    restores(&[], "one two three", &[]);
}

#[test]
fn damage_in_a_checkpoint_costs_one_chunk() {
    let notation = "[x|actor]".repeat(2000);
    let marked = parse(&notation);
    let document = document("document", &marked.text);
    let set = Arc::new(marked.set());
    let mut chunks = keyed("c", CheckpointWriter::new(set.clone(), document.clone()));
    assert!(chunks.len() >= 4);
    let checkpoint = Checkpoint { revision: 5, lamport: 8, chunks: chunks.len() };
    let head = Version { revision: 5, lamport: 8, ..Version::of(set) }.head(NOW, Some(checkpoint));
    chunks[1].1[1000] ^= 1;
    let restored = restore(&head, &document, &chunks, &[]);
    let [damage] = restored.damaged.as_slice() else {
        panic!("one chunk is damaged");
    };
    assert_eq!((damage.key.as_str(), &damage.why, &damage.bytes), ("c1", &Unreadable::Damaged, &chunks[1].1));
    let kept = restored.version.set.spans().len();
    assert!((1000..2000).contains(&kept), "{kept} spans kept");
    assert_eq!((restored.version.revision, restored.version.lamport), (5, 8));

    // A chunk with lines that can't be used is handed back once, as it is, and the others on it are kept.
    let lines = b"{\"id\":\"s1\",\"label\":\"actor\",\"start\":0,\"end\":1,\"quote\":\"y\"}\n\
                  {\"id\":\"s2\",\"label\":\"actor\",\"start\":0,\"end\":9999,\"quote\":\"x\"}\n\
                  {\"id\":\"s3\",\"label\":\"actor\",\"start\":2,\"end\":3,\"quote\":\"x\"}\n";
    let stranger = vec![("s".to_owned(), seal(lines))];
    let one_chunk = Head { checkpoint: Some(Checkpoint { chunks: 1, ..checkpoint }), ..head.clone() };
    let restored = restore(&one_chunk, &document, &stranger, &[]);
    assert_eq!(restored.damaged.len(), 1, "a span whose quote differs is handed back");
    assert_eq!(restored.damaged[0].bytes, stranger[0].1);
    assert_eq!(restored.version.set.spans().len(), 1);

    // A chunk that is not there at all is damage too.
    let restored = restore(&head, &document, &chunks[..chunks.len() - 1], &[]);
    assert_eq!(restored.damaged.len(), 2);
}
