//! The database: all or nothing, byte for byte, and never one tab's edit over another's.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbTransaction};

use postil::web::fresh;
use postil::web::storage::{Lost, Storage, StorageError, Store, Unchanged, Write};

/// A database of its own for one test.
struct Database {
    name: String,
    storage: Storage,
}

impl Database {
    async fn new() -> Self {
        let name = fresh::name();
        let storage = opened(&name).await;
        Self { name, storage }
    }

    /// Deletes the database; every connection to it must be closed or close itself.
    async fn delete(self) {
        self.storage.close();
        settled(&factory().delete_database(&self.name).unwrap()).await.unwrap();
    }
}

async fn opened(name: &str) -> Storage {
    let opening = Storage::open(name, Rc::new(|_| ())).await.unwrap();
    assert!(!opening.data_loss);
    opening.storage
}

fn factory() -> IdbFactory {
    web_sys::window().unwrap().indexed_db().unwrap().unwrap()
}

/// Waits for an opening or deletion; one that another connection stands in the way of for long fails.
async fn settled(request: &IdbOpenDbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        let (done, failed) = (request.clone(), reject.clone());
        let onsuccess = Closure::once_into_js(move |_: JsValue| {
            resolve.call1(&JsValue::NULL, &done.result().unwrap()).unwrap();
        });
        let onerror = Closure::once_into_js(move |_: JsValue| {
            failed.call1(&JsValue::NULL, &"refused".into()).unwrap();
        });
        request.set_onsuccess(Some(onsuccess.unchecked_ref()));
        request.set_onerror(Some(onerror.unchecked_ref()));
        // A promise that has an outcome keeps it.
        Timeout::new(10_000, move || drop(reject.call1(&JsValue::NULL, &"blocked".into()))).forget();
    });
    JsFuture::from(promise).await
}

/// Opens the database as a program would whose layout has the given version.
async fn opened_by_version(name: &str, version: u32) -> Result<IdbDatabase, JsValue> {
    Ok(settled(&factory().open_with_u32(name, version)?).await?.unchecked_into())
}

fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

fn put(store: Store, key: &str, value: &[u8]) -> Write {
    Write::Put(store, key.into(), value.into())
}

fn add(store: Store, key: &str, value: &[u8]) -> Write {
    Write::Add(store, key.into(), value.into())
}

fn unchanged(store: Store, key: &str, value: Option<&[u8]>) -> Unchanged {
    Unchanged(store, key.into(), value.map(<[u8]>::to_vec))
}

/// The keys from the first to just before the second.
async fn keys(storage: &Storage, store: Store, from: &str, to: &str) -> Vec<String> {
    storage.between(store, from, to).await.unwrap().into_iter().map(|(key, _)| key).collect()
}

#[wasm_bindgen_test]
async fn values_come_back_byte_for_byte() {
    let database = Database::new().await;
    let every_byte: Vec<u8> = (0..=255).collect();
    let large: Vec<u8> = (0..60_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let values: [&[u8]; 4] = [&[], &[0], &every_byte, &large];
    for (n, value) in values.iter().enumerate() {
        database.storage.write(&[put(Store::Chunks, &n.to_string(), value)], None).await.unwrap();
    }
    let all = database.storage.between(Store::Chunks, "", "9").await.unwrap();
    assert_eq!(all.len(), values.len());
    for (n, value) in values.iter().enumerate() {
        let key = n.to_string();
        assert_eq!(database.storage.get(Store::Chunks, &key).await.unwrap().as_deref(), Some(*value));
        assert_eq!(all[n], (key, Some(value.to_vec())));
    }
    database.delete().await;
}

#[wasm_bindgen_test]
async fn what_was_written_is_there_when_the_database_is_opened_again() {
    let database = Database::new().await;
    let writes = [put(Store::Heads, "key", b"head"), add(Store::Journal, "key", b"entry")];
    database.storage.write(&writes, None).await.unwrap();
    database.storage.close();
    let again = opened(&database.name).await;
    assert_eq!(again.get(Store::Heads, "key").await.unwrap().as_deref(), Some(&b"head"[..]));
    assert_eq!(again.get(Store::Journal, "key").await.unwrap().as_deref(), Some(&b"entry"[..]));
    assert_eq!(again.get(Store::Trash, "key").await.unwrap(), None);
    again.close();
    database.delete().await;
}

#[wasm_bindgen_test]
async fn a_put_replaces_and_a_deletion_takes_away_one_value() {
    let database = Database::new().await;
    database.storage.write(&[put(Store::Settings, "a", b"1"), put(Store::Settings, "b", b"1")], None).await.unwrap();
    database.storage.write(&[put(Store::Settings, "a", b"2")], None).await.unwrap();
    assert_eq!(database.storage.get(Store::Settings, "a").await.unwrap().as_deref(), Some(&b"2"[..]));
    let deletions = ["a", "never there"].map(|key| Write::Delete(Store::Settings, key.into()));
    database.storage.write(&deletions, None).await.unwrap();
    assert_eq!(keys(&database.storage, Store::Settings, "", "z").await, ["b"]);
    database.delete().await;
}

#[wasm_bindgen_test]
async fn between_goes_from_the_first_key_to_just_before_the_second_in_order() {
    let database = Database::new().await;
    let shuffled = ["b\u{1f}2", "a", "b\u{1f}10", "c", "b", "b\u{20}", "b\u{1f}1"];
    let writes: Vec<Write> = shuffled.iter().map(|key| put(Store::Journal, key, key.as_bytes())).collect();
    database.storage.write(&writes, None).await.unwrap();
    let all = database.storage.between(Store::Journal, "", "z").await.unwrap();
    assert_eq!(
        all.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(),
        ["a", "b", "b\u{1f}1", "b\u{1f}10", "b\u{1f}2", "b\u{20}", "c"]
    );
    assert!(all.iter().all(|(key, value)| value.as_deref() == Some(key.as_bytes())));
    assert_eq!(
        keys(&database.storage, Store::Journal, "b\u{1f}", "b\u{20}").await,
        ["b\u{1f}1", "b\u{1f}10", "b\u{1f}2"]
    );
    assert_eq!(keys(&database.storage, Store::Journal, "b", "c").await.len(), 5);
    assert_eq!(keys(&database.storage, Store::Journal, "d", "z").await, [""; 0]);
    assert_eq!(keys(&database.storage, Store::Heads, "", "z").await, [""; 0]);
    database.delete().await;
}

#[wasm_bindgen_test]
async fn a_value_that_cant_be_read_does_not_hide_the_others() {
    let database = Database::new().await;
    database.storage.write(&[put(Store::Heads, "a", b"1"), put(Store::Heads, "c", b"3")], None).await.unwrap();
    let foreign = opened_by_version(&database.name, 1).await.unwrap();
    let begin: Function = property(&foreign, "transaction").unchecked_into();
    let transaction: IdbTransaction =
        begin.call2(&foreign, &"heads".into(), &"readwrite".into()).unwrap().unchecked_into();
    transaction.object_store("heads").unwrap().put_with_key(&"no bytes".into(), &"b".into()).unwrap();
    // A transaction of the same store waits for the one before it.
    let all = database.storage.between(Store::Heads, "", "z").await.unwrap();
    let expected = [("a", Some(&b"1"[..])), ("b", None), ("c", Some(&b"3"[..]))];
    assert_eq!(all.iter().map(|(key, value)| (key.as_str(), value.as_deref())).collect::<Vec<_>>(), expected);
    foreign.close();
    database.delete().await;
}

#[wasm_bindgen_test]
async fn adding_under_a_taken_key_writes_nothing_at_all() {
    let database = Database::new().await;
    database.storage.write(&[add(Store::Journal, "1", b"first")], None).await.unwrap();
    let writes = [
        put(Store::Heads, "before", b"x"),
        add(Store::Journal, "1", b"second"),
        put(Store::Heads, "after", b"x"),
        Write::DeleteBetween(Store::Journal, "0".into(), "9".into()),
    ];
    assert_eq!(database.storage.write(&writes, None).await, Err(StorageError::Conflict));
    assert_eq!(database.storage.get(Store::Journal, "1").await.unwrap().as_deref(), Some(&b"first"[..]));
    assert_eq!(keys(&database.storage, Store::Heads, "", "z").await, [""; 0]);
    database.delete().await;
}

#[wasm_bindgen_test]
async fn a_write_is_made_only_if_nothing_changed() {
    let database = Database::new().await;
    let storage = &database.storage;
    let attempt = |value: &'static [u8], expected: Option<&'static [u8]>| async move {
        let writes = [put(Store::Heads, "head", value), put(Store::Journal, "entry", value)];
        storage.write(&writes, Some(&unchanged(Store::Heads, "head", expected))).await
    };
    assert_eq!(
        attempt(b"1", Some(b"0")).await,
        Err(StorageError::Conflict),
        "something was expected, nothing is there"
    );
    assert_eq!(storage.get(Store::Heads, "head").await, Ok(None));
    assert_eq!(storage.get(Store::Journal, "entry").await, Ok(None));

    attempt(b"1", None).await.unwrap();
    for expected in [None, Some(&b""[..]), Some(&b"10"[..]), Some(&b"2"[..])] {
        assert_eq!(attempt(b"2", expected).await, Err(StorageError::Conflict), "{expected:?}");
        assert_eq!(storage.get(Store::Heads, "head").await, Ok(Some(b"1".to_vec())));
        assert_eq!(storage.get(Store::Journal, "entry").await, Ok(Some(b"1".to_vec())));
    }

    attempt(b"2", Some(b"1")).await.unwrap();
    assert_eq!(storage.get(Store::Heads, "head").await, Ok(Some(b"2".to_vec())));
    assert_eq!(storage.get(Store::Journal, "entry").await, Ok(Some(b"2".to_vec())));
    database.delete().await;
}

#[wasm_bindgen_test]
async fn what_must_be_unchanged_may_stand_in_a_store_that_is_not_written() {
    let database = Database::new().await;
    let condition = unchanged(Store::Projects, "project", Some(b"p"));
    let writes = [put(Store::Chunks, "chunk", b"c")];
    assert_eq!(database.storage.write(&writes, Some(&condition)).await, Err(StorageError::Conflict));
    database.storage.write(&[put(Store::Projects, "project", b"p")], None).await.unwrap();
    database.storage.write(&writes, Some(&condition)).await.unwrap();
    assert_eq!(database.storage.get(Store::Chunks, "chunk").await, Ok(Some(b"c".to_vec())));
    database.delete().await;
}

/// Adds one to the number under the key so often, trying again whenever someone else was faster; counts how often that was.
async fn count_up(storage: &Storage, times: u32) -> u32 {
    let mut conflicts = 0;
    for _ in 0..times {
        loop {
            let old = storage.get(Store::Heads, "count").await.unwrap();
            let count = old.as_deref().map_or(0, |bytes| u32::from_le_bytes(bytes.try_into().unwrap()));
            let next = put(Store::Heads, "count", &(count + 1).to_le_bytes());
            match storage.write(&[next], Some(&Unchanged(Store::Heads, "count".into(), old))).await {
                Ok(()) => break,
                Err(StorageError::Conflict) => conflicts += 1,
                Err(other) => panic!("{other:?}"),
            }
        }
    }
    conflicts
}

#[wasm_bindgen_test]
async fn two_tabs_that_write_at_once_lose_nothing() {
    let database = Database::new().await;
    let tabs = [database.storage.clone(), opened(&database.name).await];
    let both: Array = tabs
        .iter()
        .cloned()
        .map(|storage| future_to_promise(async move { Ok(count_up(&storage, 50).await.into()) }))
        .collect();
    let conflicts: Array = JsFuture::from(Promise::all(&both)).await.unwrap().unchecked_into();
    let conflicts: f64 = conflicts.iter().filter_map(|conflicts| conflicts.as_f64()).sum();
    assert_eq!(database.storage.get(Store::Heads, "count").await, Ok(Some(100u32.to_le_bytes().to_vec())));
    assert!(conflicts > 0.0, "the two never met, so nothing was shown");
    tabs[1].close();
    database.delete().await;
}

#[wasm_bindgen_test]
async fn a_range_is_deleted_from_its_first_key_to_just_before_its_last() {
    let database = Database::new().await;
    let all = ["a", "b", "b\u{1f}", "bz", "c", "c\u{1f}"];
    let writes: Vec<Write> =
        all.iter().flat_map(|key| [put(Store::Journal, key, b"x"), put(Store::Checkpoints, key, b"x")]).collect();
    database.storage.write(&writes, None).await.unwrap();
    database.storage.write(&[Write::DeleteBetween(Store::Journal, "b".into(), "c".into())], None).await.unwrap();
    assert_eq!(keys(&database.storage, Store::Journal, "", "z").await, ["a", "c", "c\u{1f}"]);
    assert_eq!(keys(&database.storage, Store::Checkpoints, "", "z").await, all);
    database.delete().await;
}

#[wasm_bindgen_test]
async fn writes_are_made_in_the_order_given() {
    let database = Database::new().await;
    database.storage.write(&[put(Store::Trash, "old", b"x")], None).await.unwrap();
    let writes = [
        Write::DeleteBetween(Store::Trash, "".into(), "z".into()),
        add(Store::Trash, "old", b"y"),
        put(Store::Trash, "new", b"y"),
        Write::Delete(Store::Trash, "new".into()),
    ];
    database.storage.write(&writes, None).await.unwrap();
    assert_eq!(
        database.storage.between(Store::Trash, "", "z").await.unwrap(),
        [("old".to_owned(), Some(b"y".to_vec()))]
    );
    database.delete().await;
}

#[wasm_bindgen_test]
async fn writing_nothing_is_no_error() {
    let database = Database::new().await;
    assert_eq!(database.storage.write(&[], None).await, Ok(()));
    let condition = unchanged(Store::Heads, "head", Some(b"1"));
    assert_eq!(database.storage.write(&[], Some(&condition)).await, Err(StorageError::Conflict));
    database.delete().await;
}

#[wasm_bindgen_test]
async fn a_closed_database_stands_in_nobodys_way_and_takes_no_more() {
    let database = Database::new().await;
    database.storage.write(&[put(Store::Heads, "a", b"1")], None).await.unwrap();
    database.storage.close();
    assert!(matches!(database.storage.get(Store::Heads, "a").await, Err(StorageError::Other(_))));
    let refused = database.storage.write(&[put(Store::Heads, "a", b"2")], None).await;
    assert!(matches!(refused, Err(StorageError::Other(_))), "{refused:?}");
    let newer = opened_by_version(&database.name, 2).await.unwrap();
    newer.close();
    database.delete().await;
}

#[wasm_bindgen_test]
async fn a_newer_versions_database_is_not_opened() {
    let name = fresh::name();
    let newer = opened_by_version(&name, 2).await.unwrap();
    let refused = Storage::open(&name, Rc::new(|_| ())).await;
    assert_eq!(refused.map(drop), Err(StorageError::Newer));
    newer.close();
    settled(&factory().delete_database(&name).unwrap()).await.unwrap();
}

#[wasm_bindgen_test]
async fn an_upgrade_by_another_tab_is_let_through_and_told() {
    let name = fresh::name();
    let told = Rc::new(RefCell::new(Vec::new()));
    let on_lost = {
        let told = told.clone();
        Rc::new(move |lost| told.borrow_mut().push(lost))
    };
    let storage = Storage::open(&name, on_lost).await.unwrap().storage;
    storage.write(&[put(Store::Heads, "a", b"1")], None).await.unwrap();
    assert!(told.borrow().is_empty());
    let newer = opened_by_version(&name, 2).await.unwrap();
    assert_eq!(*told.borrow(), [Lost::Upgrading]);
    assert!(storage.write(&[put(Store::Heads, "a", b"2")], None).await.is_err());
    let stores = property(&property(&newer, "objectStoreNames"), "length");
    assert_eq!(stores.as_f64(), Some(9.0), "what was there is still there");
    newer.close();
    settled(&factory().delete_database(&name).unwrap()).await.unwrap();
}
