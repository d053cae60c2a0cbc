//! Pages of other sites, where they allow it.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Blob, ReferrerPolicy, Request, RequestCredentials, RequestInit, Response, Url};

/// The longest answer that is read, in bytes.
const LONGEST: f64 = 67_108_864.0;

/// How long a site may take, in milliseconds.
const PATIENCE: u32 = 30_000;

/// What a site answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Where it was in the end.
    pub address: String,
    /// Its media type, with the charset if one was said.
    pub kind: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Fetched {
    /// The encoding its host says it is in.
    pub fn charset(&self) -> Option<String> {
        let (_, charset) = self.kind.split_once("charset=")?;
        Some(charset.split(';').next()?.trim().trim_matches('"').to_owned()).filter(|name| !name.is_empty())
    }
}

/// Why nothing came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotFetched {
    /// It is no address of the web.
    NoAddress,
    /// The site does not let other pages read it, or can't be reached; a browser doesn't tell which.
    Refused,
    /// The site answered with this status instead.
    Status(u16),
    /// The answer is too long.
    TooLong,
}

/// The address in its usual form, if it is one of the web; `https://` may be left out.
pub fn address(written: &str) -> Option<String> {
    let written = written.trim();
    let with_scheme = if written.contains("://") { written.to_owned() } else { format!("https://{written}") };
    let url = Url::new(&with_scheme).ok()?;
    let is_web = matches!(url.protocol().as_str(), "https:" | "http:");
    let is_own = web_sys::window().and_then(|window| window.location().host().ok()) == Some(url.host());
    if is_web && !is_own {
        // Nothing else is let through by the page's policy, and most sites have both.
        url.set_protocol("https:");
    }
    // What is no word with a dot is no host of the web, but a slip.
    let has_host = url.hostname().contains('.') || url.hostname() == "localhost";
    (is_web && has_host && !written.contains(char::is_whitespace)).then(|| url.href())
}

/// Asks for a page, without cookies and without saying who asks.
///
/// # Errors
/// If the address is none, the site refuses, or its answer is none.
pub async fn page(written: &str) -> Result<Fetched, NotFetched> {
    let address = address(written).ok_or(NotFetched::NoAddress)?;
    let response = asked(&address).await.map_err(|_| NotFetched::Refused)?;
    if !response.ok() {
        return Err(NotFetched::Status(response.status()));
    }
    let header = |name: &str| response.headers().get(name).ok().flatten();
    if header("content-length").and_then(|length| length.parse::<f64>().ok()).is_some_and(|length| length > LONGEST) {
        return Err(NotFetched::TooLong);
    }
    let kind = header("content-type").unwrap_or_default();
    // A blob tells how long it is before it takes any of the program's memory.
    let blob = async { JsFuture::from(response.blob()?).await?.dyn_into::<Blob>() };
    let blob = blob.await.map_err(|_: JsValue| NotFetched::Refused)?;
    if blob.size() > LONGEST {
        return Err(NotFetched::TooLong);
    }
    let bytes = JsFuture::from(blob.array_buffer()).await.map_err(|_| NotFetched::Refused)?;
    Ok(Fetched { address: response.url(), kind, bytes: Uint8Array::new(&bytes).to_vec() })
}

async fn asked(address: &str) -> Result<Response, JsValue> {
    let options = RequestInit::new();
    options.set_credentials(RequestCredentials::Omit);
    options.set_referrer_policy(ReferrerPolicy::NoReferrer);
    options.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)));
    let request = Request::new_with_str_and_init(address, &options)?;
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    JsFuture::from(window.fetch_with_request(&request)).await?.dyn_into()
}

/// A page with the address it is from, as browsers write it into what they save. It stands at the end, where it keeps nothing from
/// being told by the beginning; of a piece of a page, the beginning tells that it is one.
pub fn as_saved(address: Option<&str>, html: &[u8]) -> Vec<u8> {
    match address {
        Some(address) => [html, format!("\n<!-- saved from url={address} -->").as_bytes()].concat(),
        None => [b"<!DOCTYPE html>", html].concat(),
    }
}
