//! Both ends of a worker: another module of the same program that does heavy work beside the page. Bytes in, bytes
//! out, progress between. It is loaded when there is something to do, and let go when that is done.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Worker};

use super::files::words;

/// Which worker does a job: each is a module of its own, so that nobody loads what they don't need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// Imports and exports.
    Jobs,
    /// Reads web pages, PDF and the like.
    Reader,
}

impl Program {
    /// The file that starts it, beside the page.
    fn script(self) -> &'static str {
        match self {
            Self::Jobs => "worker_loader.js",
            Self::Reader => "reader_loader.js",
        }
    }
}

/// The name of the page's policy for script addresses, as its content security policy lists it.
const POLICY: &str = "postil";
/// What the worker says once it listens.
const READY: &str = "ready";

/// Why a job has no outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// It was cancelled.
    Cancelled,
    /// The worker could not be loaded or broke down, in the browser's words.
    Broken(String),
}

/// A job in the worker. Dropping it cancels it.
#[derive(Debug)]
pub struct Job {
    worker: Worker,
    outcome: Promise,
    reject: Function,
    _listener: Closure<dyn FnMut(MessageEvent)>,
}

impl Job {
    /// Loads a worker and gives it a job; `progress` is told how much of it is done, from 0 to 1.
    ///
    /// # Errors
    /// If the browser refuses to start a worker, in its words.
    pub fn start(program: Program, job: Vec<u8>, progress: impl Fn(f64) + 'static) -> Result<Self, String> {
        let worker = spawn(program).map_err(|error| words(&error))?;
        let ends: Rc<RefCell<Option<(Function, Function)>>> = Rc::default();
        let outcome = {
            let ends = ends.clone();
            Promise::new(&mut move |resolve, reject| drop(ends.replace(Some((resolve, reject)))))
        };
        let (resolve, reject) = ends.take().ok_or("no promise")?;
        let listener = {
            let (worker, mut job) = (worker.clone(), Some(job));
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                let data = event.data();
                if let Some(part) = data.as_f64() {
                    progress(part);
                } else if data.as_string().as_deref() == Some(READY) {
                    if let Some(job) = job.take() {
                        let bytes = Uint8Array::from(job.as_slice());
                        // A fresh buffer can be handed over.
                        let _ = worker.post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
                    }
                } else {
                    // Nobody minds what resolve returns.
                    let _ = resolve.call1(&JsValue::NULL, &data);
                }
            })
        };
        worker.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        worker.set_onerror(Some(&reject));
        Ok(Self { worker, outcome, reject, _listener: listener })
    }

    /// What came out.
    ///
    /// # Errors
    /// If the job was cancelled or the worker broke down.
    pub async fn outcome(&self) -> Result<Vec<u8>, Stopped> {
        match JsFuture::from(self.outcome.clone()).await {
            Ok(bytes) => Ok(Uint8Array::new(&bytes).to_vec()),
            Err(error) if error.is_null() => Err(Stopped::Cancelled),
            Err(error) => Err(Stopped::Broken(words(&error))),
        }
    }

    /// Stops the job; waiting for its outcome ends.
    pub fn cancel(&self) {
        self.worker.terminate();
        // Nobody minds what reject returns; a settled promise stays as it is.
        let _ = self.reject.call1(&JsValue::NULL, &JsValue::NULL);
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.cancel();
    }
}

fn spawn(program: Program) -> Result<Worker, JsValue> {
    let address = address_of(program)?;
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &"module".into())?;
    let constructor: Function = Reflect::get(&js_sys::global(), &"Worker".into())?.unchecked_into();
    Ok(Reflect::construct(&constructor, &Array::of2(&trusted(&address)?, &options))?.unchecked_into())
}

thread_local! {
    /// The page's policy; a page may make it only once.
    static TRUST: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

fn address_of(program: Program) -> Result<String, JsValue> {
    let page = web_sys::window().and_then(|window| window.document()).ok_or("document")?;
    let base = page.base_uri()?.unwrap_or_default();
    Ok(web_sys::Url::new_with_base(program.script(), &base)?.href())
}

/// The address as the page's policy lets it through: the scripts of the workers, and no other.
fn trusted(address: &str) -> Result<JsValue, JsValue> {
    let factory = Reflect::get(&js_sys::global(), &"trustedTypes".into())?;
    if factory.is_undefined() {
        return Ok(address.into());
    }
    let policy = match TRUST.with_borrow(Clone::clone) {
        Some(policy) => policy,
        None => {
            let rules = Object::new();
            let allowed = [address_of(Program::Jobs)?, address_of(Program::Reader)?];
            let rule = Closure::<dyn Fn(String) -> Result<String, JsValue>>::new(move |asked: String| {
                if allowed.contains(&asked) { Ok(asked) } else { Err(JsValue::from_str("not a script of this page")) }
            });
            Reflect::set(&rules, &"createScriptURL".into(), &rule.into_js_value())?;
            let create: Function = Reflect::get(&factory, &"createPolicy".into())?.unchecked_into();
            let policy = create.call2(&factory, &POLICY.into(), &rules)?;
            TRUST.set(Some(policy.clone()));
            policy
        }
    };
    let create: Function = Reflect::get(&policy, &"createScriptURL".into())?.unchecked_into();
    create.call1(&policy, &address.into())
}

/// Does a job; is given whom to tell of its progress, from 0 to 1.
pub type Run = fn(&[u8], &mut dyn FnMut(f64)) -> Vec<u8>;

/// Within the worker: waits for jobs and does them.
pub fn serve(run: Run) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let listener = {
        let scope = scope.clone();
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let job = Uint8Array::new(&event.data()).to_vec();
            let outcome = run(&job, &mut |part| {
                // A number can be posted.
                let _ = scope.post_message(&part.into());
            });
            let bytes = Uint8Array::from(outcome.as_slice());
            // A fresh buffer can be handed over.
            let _ = scope.post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
        })
    };
    scope.set_onmessage(Some(listener.into_js_value().unchecked_ref()));
    // A word can be posted.
    let _ = scope.post_message(&READY.into());
}
