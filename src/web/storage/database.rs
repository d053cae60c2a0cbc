//! IndexedDB as futures.
//!
//! Not through the `idb` crate: it offers neither strict durability nor the event that tells of lost data.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Event, IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
};

use super::{StorageError, Unchanged, Write};

/// The version of the database's layout.
const LAYOUT: u32 = 1;

/// Why the database is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// A newer version of the program wants to upgrade it; it was closed to let it.
    Upgrading,
    /// The browser closed it: the reader deleted the site's data, or the disk is in trouble.
    Closed,
}

#[wasm_bindgen]
extern "C" {
    /// The page's or the worker's own global object.
    type Scope;

    #[wasm_bindgen(method, getter, js_name = indexedDB)]
    fn indexed_db(this: &Scope) -> Option<IdbFactory>;
}

pub(super) async fn open(
    name: &str,
    stores: &[&str],
    on_lost: Rc<dyn Fn(Lost)>,
) -> Result<(IdbDatabase, bool), JsValue> {
    let factory = js_sys::global().unchecked_into::<Scope>().indexed_db().ok_or("indexedDB")?;
    let request = factory.open_with_u32(name, LAYOUT)?;
    let data_loss = Rc::new(RefCell::new(false));
    let upgrade = {
        let (request, data_loss) = (request.clone(), data_loss.clone());
        let stores: Vec<String> = stores.iter().map(|store| (*store).to_owned()).collect();
        Closure::once_into_js(move |event: JsValue| {
            let loss = Reflect::get(&event, &"dataLoss".into()).ok().and_then(|loss| loss.as_string());
            data_loss.replace(loss.as_deref() == Some("total"));
            if let Ok(database) = request.result().map(JsCast::unchecked_into::<IdbDatabase>) {
                for store in stores {
                    // Within an upgrade from nothing every name is free; a failure aborts the upgrade and the opening.
                    let _ = database.create_object_store(&store);
                }
            }
        })
    };
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let database: IdbDatabase = settled_opening(&request).await?.unchecked_into();
    let handler = |lost: Lost, on_lost: Rc<dyn Fn(Lost)>, database: Option<IdbDatabase>| {
        Closure::<dyn Fn()>::new(move || {
            if let Some(database) = &database {
                database.close();
            }
            on_lost(lost);
        })
        .into_js_value()
    };
    database
        .set_onversionchange(Some(handler(Lost::Upgrading, on_lost.clone(), Some(database.clone())).unchecked_ref()));
    database.set_onclose(Some(handler(Lost::Closed, on_lost, None).unchecked_ref()));
    let lost = *data_loss.borrow();
    Ok((database, lost))
}

async fn settled_opening(request: &IdbOpenDbRequest) -> Result<JsValue, JsValue> {
    settled(request).await
}

/// Waits for a request. The callbacks live as long as the waiting: one that never fires would keep the request and its result.
async fn settled(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let mut listeners = None;
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        let (done, failed) = (request.clone(), request.clone());
        let onsuccess = Closure::<dyn Fn(JsValue)>::new(move |_| {
            // A settled request has a result, and nobody minds what resolve returns.
            let _ = resolve.call1(&JsValue::NULL, &done.result().unwrap_or(JsValue::UNDEFINED));
        });
        let onerror = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            // The transaction's own abort event tells the rest.
            event.prevent_default();
            let error = failed.error().ok().flatten().map_or(JsValue::UNDEFINED, JsValue::from);
            // Nobody minds what reject returns.
            let _ = reject.call1(&JsValue::NULL, &error);
        });
        request.set_onsuccess(Some(onsuccess.as_ref().unchecked_ref()));
        request.set_onerror(Some(onerror.as_ref().unchecked_ref()));
        listeners = Some((onsuccess, onerror));
    });
    let outcome = JsFuture::from(promise).await;
    request.set_onsuccess(None);
    request.set_onerror(None);
    drop(listeners);
    outcome
}

type Listener = Closure<dyn Fn(JsValue)>;

/// A transaction that is waited for until it is on disk. Only that acknowledges a write: single requests succeed before
/// the disk turns out full.
struct Completion<'a> {
    transaction: &'a IdbTransaction,
    promise: Promise,
    _listeners: Option<[Listener; 2]>,
}

impl<'a> Completion<'a> {
    fn of(transaction: &'a IdbTransaction) -> Self {
        let mut listeners = None;
        let promise = Promise::new(&mut |resolve: Function, reject: Function| {
            let aborted = transaction.clone();
            let oncomplete = Listener::new(move |_| {
                // Nobody minds what resolve returns.
                let _ = resolve.call0(&JsValue::NULL);
            });
            let onabort = Listener::new(move |_| {
                let error = aborted.error().map_or(JsValue::from_str("aborted"), JsValue::from);
                // Nobody minds what reject returns.
                let _ = reject.call1(&JsValue::NULL, &error);
            });
            transaction.set_oncomplete(Some(oncomplete.as_ref().unchecked_ref()));
            transaction.set_onabort(Some(onabort.as_ref().unchecked_ref()));
            listeners = Some([oncomplete, onabort]);
        });
        Self { transaction, promise, _listeners: listeners }
    }

    async fn wait(&self) -> Result<JsValue, JsValue> {
        JsFuture::from(self.promise.clone()).await
    }
}

impl Drop for Completion<'_> {
    fn drop(&mut self) {
        self.transaction.set_oncomplete(None);
        self.transaction.set_onabort(None);
    }
}

fn begin(database: &IdbDatabase, stores: &[&str], mode: &str) -> Result<IdbTransaction, JsValue> {
    let names: Array = stores.iter().copied().map(JsValue::from_str).collect();
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let begin: Function = Reflect::get(database, &"transaction".into())?.unchecked_into();
    Ok(begin.call3(database, &names, &mode.into(), &options)?.unchecked_into())
}

fn store_of(database: &IdbDatabase, store: &str) -> Result<IdbObjectStore, JsValue> {
    begin(database, &[store], "readonly")?.object_store(store)
}

/// From the first key to just before the second.
fn range(from: &str, to: &str) -> Result<JsValue, JsValue> {
    Ok(IdbKeyRange::bound_with_lower_open_and_upper_open(&from.into(), &to.into(), false, true)?.into())
}

fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

pub(super) async fn get(database: &IdbDatabase, store: &str, key: &str) -> Result<Option<Vec<u8>>, JsValue> {
    let request = store_of(database, store)?.get(&key.into())?;
    Ok(bytes(&settled(&request).await?))
}

pub(super) async fn keys(database: &IdbDatabase, store: &str, from: &str, to: &str) -> Result<Vec<String>, JsValue> {
    let request = store_of(database, store)?.get_all_keys_with_key(&range(from, to)?)?;
    let keys: Array = settled(&request).await?.unchecked_into();
    Ok(keys.iter().filter_map(|key| key.as_string()).collect())
}

pub(super) async fn get_all(
    database: &IdbDatabase,
    store: &str,
    from: &str,
    to: &str,
) -> Result<Vec<(String, Vec<u8>)>, JsValue> {
    let store = store_of(database, store)?;
    let range = range(from, to)?;
    let (keys, values) = (store.get_all_keys_with_key(&range)?, store.get_all_with_key(&range)?);
    // Both are asked for at once, within one transaction.
    let (keys, values) = (settled(&keys), settled(&values));
    let keys: Array = keys.await?.unchecked_into();
    let values: Array = values.await?.unchecked_into();
    keys.iter()
        .zip(values.iter())
        .map(|(key, value)| Ok((key.as_string().unwrap_or_default(), bytes(&value).ok_or("value")?)))
        .collect()
}

/// Makes the writes in one transaction, unless something changed; tells whether it did.
pub(super) async fn write(
    database: &IdbDatabase,
    writes: &[Write],
    only_if: Option<&Unchanged>,
) -> Result<bool, JsValue> {
    if writes.is_empty() && only_if.is_none() {
        // A transaction needs a store.
        return Ok(true);
    }
    let stores: Vec<&str> = writes.iter().map(store_name).chain(only_if.map(|unchanged| unchanged.0.name())).collect();
    let transaction = begin(database, &stores, "readwrite")?;
    let done = Completion::of(&transaction);
    if let Some(Unchanged(store, key, expected)) = only_if {
        let request = transaction.object_store(store.name())?.get(&key.as_str().into())?;
        if bytes(&settled(&request).await?) != *expected {
            transaction.abort()?;
            // The abort was asked for; that it happened is no error.
            let _ = done.wait().await;
            return Ok(false);
        }
    }
    for write in writes {
        if let Err(refused) = make(&transaction, write) {
            transaction.abort()?;
            // The refusal tells more than the abort.
            let _ = done.wait().await;
            return Err(refused);
        }
    }
    done.wait().await?;
    Ok(true)
}

fn store_name(write: &Write) -> &'static str {
    match write {
        Write::Put(store, ..) | Write::Add(store, ..) | Write::Delete(store, _) | Write::DeleteBetween(store, ..) => {
            store.name()
        }
    }
}

fn make(transaction: &IdbTransaction, write: &Write) -> Result<IdbRequest, JsValue> {
    let store = transaction.object_store(store_name(write))?;
    match write {
        Write::Put(_, key, value) => store.put_with_key(&Uint8Array::from(value.as_slice()), &key.as_str().into()),
        Write::Add(_, key, value) => store.add_with_key(&Uint8Array::from(value.as_slice()), &key.as_str().into()),
        Write::Delete(_, key) => store.delete(&key.as_str().into()),
        Write::DeleteBetween(_, from, to) => store.delete(&range(from, to)?),
    }
}

fn name_of(error: &JsValue) -> String {
    Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default()
}

/// Whether trying again may help.
pub(super) fn is_passing(error: &JsValue) -> bool {
    matches!(name_of(error).as_str(), "UnknownError" | "AbortError")
}

pub(super) fn explain(error: &JsValue) -> StorageError {
    match name_of(error).as_str() {
        "QuotaExceededError" => StorageError::NoSpace,
        "VersionError" => StorageError::Newer,
        // An entry of that number is there already.
        "ConstraintError" => StorageError::Conflict,
        _ => StorageError::Other(crate::web::files::words(error)),
    }
}

pub(super) fn explain_opening(error: &JsValue) -> StorageError {
    match explain(error) {
        StorageError::Other(words) => StorageError::Unavailable(words),
        other => other,
    }
}
