//! Zips: what is read of good ones, what of hostile ones, what is written.

use std::collections::BTreeSet;
use std::io::Write;

use proptest::prelude::*;
use rawzip::path::EntryPath;
use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchiveWriter};

use crate::support::cases;
use postil::domain::formats::zip::{self, LeftOut, Unzipped, ZipError};

/// Why writing can't fail.
const TAKES_ALL: &str = "a vector takes everything";

/// A zip that is made as if by another program: names as they are, contents merely stored.
fn stored(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (name, content) in entries {
        entry(&mut archive, name.as_bytes(), CompressionMethod::STORE, content, content);
    }
    archive.finish().expect(TAKES_ALL)
}

fn entry(
    archive: &mut ZipArchiveWriter<Vec<u8>>,
    name: &[u8],
    method: CompressionMethod,
    packed: &[u8],
    content: &[u8],
) {
    let (mut entry, _) =
        archive.new_file(EntryPath::verbatim(name)).compression_method(method).start().expect(TAKES_ALL);
    entry.write_all(packed).expect(TAKES_ALL);
    entry.finish(DataDescriptorOutput::new(rawzip::crc32(content), content.len() as u64)).expect(TAKES_ALL);
}

fn deflated(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (name, content) in entries {
        let packed = miniz_oxide::deflate::compress_to_vec(content, 9);
        entry(&mut archive, name.as_bytes(), CompressionMethod::DEFLATE, &packed, content);
    }
    archive.finish().expect(TAKES_ALL)
}

fn unzipped(bytes: &[u8]) -> Unzipped {
    zip::read(bytes).expect("the directory can be read")
}

fn paths(unzipped: &Unzipped) -> Vec<&str> {
    unzipped.files.0.iter().map(|(path, _)| path.as_str()).collect()
}

fn reasons(unzipped: &Unzipped) -> Vec<(&str, LeftOut)> {
    unzipped.left_out.iter().map(|(path, why)| (path.as_str(), *why)).collect()
}

/// Replaces a field of the first entry in the directory and, unless it is only there, in front of its data.
fn tampered(mut bytes: Vec<u8>, in_directory: usize, before_data: Option<usize>, field: &[u8]) -> Vec<u8> {
    let directory = bytes.windows(4).position(|window| window == b"PK\x01\x02").expect("there is a directory");
    for at in [Some(directory + in_directory), before_data].into_iter().flatten() {
        bytes[at..at + field.len()].copy_from_slice(field);
    }
    bytes
}

#[test]
fn reads_what_is_stored_and_what_is_deflated() {
    let files: &[(&str, &[u8])] = &[("b.txt", b"two"), ("a.txt", b"one"), ("empty.txt", b"")];
    for bytes in [stored(files), deflated(files)] {
        let unzipped = unzipped(&bytes);
        assert!(zip::looks_like(&bytes));
        assert_eq!(paths(&unzipped), ["a.txt", "b.txt", "empty.txt"]);
        assert_eq!(unzipped.files.0[0].1, b"one");
        assert_eq!(reasons(&unzipped), []);
    }
    let empty = stored(&[]);
    assert!(zip::looks_like(&empty));
    assert_eq!(paths(&unzipped(&empty)), [""; 0]);
}

#[test]
fn a_folder_around_everything_is_left_away() {
    assert_eq!(paths(&unzipped(&stored(&[("p/a.txt", b""), ("p/q/b.txt", b"")]))), ["a.txt", "q/b.txt"]);
    assert_eq!(paths(&unzipped(&stored(&[("p/a.txt", b""), ("b.txt", b"")]))), ["b.txt", "p/a.txt"]);
    assert_eq!(paths(&unzipped(&stored(&[("p/a/x", b""), ("p/b/x", b"")]))), ["a/x", "b/x"]);
}

#[test]
fn folders_dot_files_and_what_mac_os_adds_are_passed_over() {
    let bytes = stored(&[
        ("x/", b""),
        ("x/a.txt", b"a"),
        ("x/.DS_Store", b"?"),
        (".git/config", b"?"),
        ("__MACOSX/x/._a.txt", b"?"),
    ]);
    assert_eq!(paths(&unzipped(&bytes)), ["a.txt"]);
    assert_eq!(reasons(&unzipped(&bytes)), []);
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let long = "x".repeat(2000);
    let unsafe_names = [
        "../a",
        "x/../../a",
        "/etc/passwd",
        "\\\\server\\share",
        "..\\a",
        "C:\\a",
        "c:a",
        "a\0b",
        "a\nb",
        long.as_str(),
    ];
    let entries: Vec<(&str, &[u8])> = unsafe_names.iter().map(|name| (*name, b"?".as_slice())).collect();
    let read = unzipped(&stored(&entries));
    assert_eq!(paths(&read), [""; 0]);
    assert_eq!(reasons(&read), unsafe_names.map(|name| (name, LeftOut::UnsafePath)));
    assert_eq!(paths(&unzipped(&stored(&[("x\\.\\a//b.txt", b""), ("c", b"")]))), ["c", "x/a/b.txt"]);
}

#[test]
fn names_in_the_characters_of_old_programs_are_read() {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    entry(&mut archive, b"Caf\x82 \x81ber.txt", CompressionMethod::STORE, b"x", b"x");
    entry(&mut archive, "Gemüse.txt".as_bytes(), CompressionMethod::STORE, b"y", b"y");
    assert_eq!(paths(&unzipped(&archive.finish().expect(TAKES_ALL))), ["Café über.txt", "Gemüse.txt"]);
}

#[test]
fn names_that_differ_only_in_case_are_told_apart() {
    let bytes =
        stored(&[("Doc.txt", b"1"), ("doc.TXT", b"2"), ("doc.txt", b"3"), ("doc-2.txt", b"4"), ("q/DOC.txt", b"5")]);
    assert_eq!(paths(&unzipped(&bytes)), ["Doc.txt", "doc-2-2.txt", "doc-2.TXT", "doc-3.txt", "q/DOC.txt"]);
}

#[test]
fn a_bomb_does_not_go_off() {
    let zeros = vec![0; 40 << 20];
    let small = vec![b' '; 1 << 20];
    let bytes = deflated(&[("bomb.txt", &zeros), ("blank.txt", &small), ("note.txt", b"still read")]);
    let read = unzipped(&bytes);
    assert_eq!(paths(&read), ["blank.txt", "note.txt"]);
    assert_eq!(reasons(&read), [("bomb.txt", LeftOut::Bomb)]);
}

#[test]
fn sizes_that_are_declared_are_not_believed() {
    let bytes = deflated(&[("a.txt", b"some text, some text")]);
    // The size of what comes out is at 24 in the directory.
    let larger = tampered(bytes.clone(), 24, None, &u32::MAX.to_le_bytes());
    assert_eq!(reasons(&unzipped(&larger)), [("a.txt", LeftOut::TooLarge)]);
    let smaller = tampered(bytes.clone(), 24, None, &3_u32.to_le_bytes());
    assert_eq!(reasons(&unzipped(&smaller)), [("a.txt", LeftOut::Damaged)]);
    // The packed size is at 20, the checksum at 16, the place of the data at 42.
    for (place, wrong) in [(20, 1 << 30), (20, u32::MAX), (16, 7), (42, 1 << 30), (42, u32::MAX)] {
        let wrong = tampered(bytes.clone(), place, None, &u32::to_le_bytes(wrong));
        assert_eq!(reasons(&unzipped(&wrong)), [("a.txt", LeftOut::Damaged)], "{place}");
    }
}

#[test]
fn links_encrypted_files_and_other_methods_are_left_out() {
    let bytes = stored(&[("a.txt", b"/etc/passwd")]);
    // Made on Unix, with the mode of a symbolic link.
    let link = tampered(tampered(bytes.clone(), 5, None, &[3]), 38, None, &(0o120_777_u32 << 16).to_le_bytes());
    assert_eq!(reasons(&unzipped(&link)), [("a.txt", LeftOut::NoFile)]);
    let encrypted = tampered(bytes.clone(), 8, Some(6), &1_u16.to_le_bytes());
    assert_eq!(reasons(&unzipped(&encrypted)), [("a.txt", LeftOut::Encrypted)]);
    let bzip2 = tampered(bytes, 10, Some(8), &12_u16.to_le_bytes());
    assert_eq!(reasons(&unzipped(&bzip2)), [("a.txt", LeftOut::Method)]);
}

#[test]
fn archives_in_archives_are_left_out() {
    let inner = stored(&[("a.txt", b"")]);
    let bytes =
        stored(&[("inner.zip", &inner), ("doc.txt", &inner), ("x.gz", b"\x1f\x8b\x08"), ("BZh.txt", b"BZh is a text")]);
    let left_out = reasons(&unzipped(&bytes)).into_iter().map(|(_, why)| why).collect::<Vec<_>>();
    assert_eq!(left_out, [LeftOut::Archive; 3]);
}

#[test]
fn too_many_entries_are_refused() {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for n in 0..100_000 {
        entry(&mut archive, format!("{n}").as_bytes(), CompressionMethod::STORE, b"", b"");
    }
    assert_eq!(zip::read(&archive.finish().expect(TAKES_ALL)).unwrap_err(), ZipError::TooManyEntries);
    let names: Vec<String> = (0..=zip::MOST_ENTRIES).map(|n| n.to_string()).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    let mut one_too_many = stored(&entries);
    // The end of the directory says twice how many there are.
    let end = one_too_many.len() - 22;
    one_too_many[end + 8..end + 12].copy_from_slice(&[1, 0, 1, 0]);
    assert_eq!(zip::read(&one_too_many).unwrap_err(), ZipError::TooManyEntries);
    assert_eq!(paths(&unzipped(&stored(&entries[1..]))).len(), zip::MOST_ENTRIES);
}

#[test]
fn what_is_cut_off_is_no_zip() {
    let bytes = deflated(&[("a.txt", b"some text"), ("b.txt", b"more text")]);
    for length in 0..bytes.len() {
        assert_eq!(zip::read(&bytes[..length]).unwrap_err(), ZipError::Malformed, "{length} bytes");
    }
    assert!(!zip::looks_like(b"PK"));
    assert_eq!(zip::read(b"not a zip").unwrap_err(), ZipError::Malformed);
}

#[test]
fn the_same_files_make_the_same_zip() {
    let files: Vec<(String, Vec<u8>)> = vec![
        ("data/Größe 🙂.jsonl".into(), b"{}\n".repeat(1000)),
        ("README.md".into(), b"# Title".to_vec()),
        ("empty".into(), Vec::new()),
    ];
    let bytes = zip::write(&files);
    assert_eq!(bytes, zip::write(&files));
    assert!(bytes.len() < 600, "{} bytes", bytes.len());
    let mut sorted = files;
    sorted.sort();
    assert_eq!(unzipped(&bytes).files.0, sorted);
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn files_come_back(files in proptest::collection::btree_map("[a-z]{1,3}/[a-z]{1,8}", any::<Vec<u8>>(), 0..8)) {
        let files: Vec<(String, Vec<u8>)> = [("0".to_owned(), Vec::new())].into_iter().chain(files).collect();
        let read = unzipped(&zip::write(&files));
        let packed: BTreeSet<&str> = reasons(&read).into_iter().map(|(path, why)| {
            assert_eq!(why, LeftOut::Archive, "{path}");
            path
        }).collect();
        let expected: Vec<_> = files.iter().filter(|(path, _)| !packed.contains(path.as_str())).cloned().collect();
        prop_assert_eq!(read.files.0, expected);
    }

    #[test]
    fn no_damage_makes_it_panic(damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = deflated(&[("a.txt", b"some text, some text"), ("b/c.txt", b"more text"), ("d", &[7; 3000])]);
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(read) = zip::read(&bytes) {
            prop_assert!(read.files.0.len() + read.left_out.len() <= 3);
        }
    }
}
