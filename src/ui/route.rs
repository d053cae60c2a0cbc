//! Which place the address names. Addresses are hashes, so that any static host and a file on disk serve them.

use crate::domain::id::{DocumentId, EntryId, SpanId};

/// A place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The articles.
    Library,
    /// One article.
    Article(DocumentId),
    /// The label set.
    Labels,
    /// What spans mention across articles, with an entry that is shown first.
    Register(Option<EntryId>),
    /// Comparing annotators on all articles.
    Review,
    /// Settling what annotators differ in, in one article; a place in it to begin with, in code points.
    Settle(DocumentId, Option<usize>),
    /// Taking the annotations away.
    Export,
    /// Taking a page that another tab hands over; each time has a name of its own.
    Receive(String),
}

/// What an article shows first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FirstShown {
    /// The first place where the words stand, and all others with them.
    Words(String),
    /// The span.
    Span(SpanId),
}

impl Route {
    /// The place the page's address names; anything unknown is the library.
    pub fn current() -> Self {
        let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
        let path = hash.trim_start_matches('#').trim_start_matches('/');
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        match path.split_once('/') {
            Some(("receive", time)) => Self::Receive(time.to_owned()),
            Some(("article", id)) if !id.is_empty() => Self::Article(DocumentId::new(decoded(id))),
            Some(("review", place)) if !place.is_empty() => {
                let (id, at) = place.split_once('/').map_or((place, None), |(id, at)| (id, at.parse().ok()));
                Self::Settle(DocumentId::new(decoded(id)), at)
            }
            Some(("register", id)) if !id.is_empty() => Self::Register(Some(EntryId::new(decoded(id)))),
            _ if path == "register" => Self::Register(None),
            _ if path == "labels" => Self::Labels,
            _ if path == "review" => Self::Review,
            _ if path == "export" => Self::Export,
            _ => Self::Library,
        }
    }

    /// The address of the place.
    pub fn address(&self) -> String {
        match self {
            Self::Library => "#/".into(),
            Self::Article(id) => format!("#/article/{}", encoded(id.as_str())),
            Self::Labels => "#/labels".into(),
            Self::Register(None) => "#/register".into(),
            Self::Register(Some(id)) => format!("#/register/{}", encoded(id.as_str())),
            Self::Review => "#/review".into(),
            Self::Settle(id, None) => format!("#/review/{}", encoded(id.as_str())),
            Self::Settle(id, Some(at)) => format!("#/review/{}/{at}", encoded(id.as_str())),
            Self::Export => "#/export".into(),
            Self::Receive(time) => format!("#/receive/{time}"),
        }
    }

    /// What is to be shown first in the article the page's address names.
    pub fn first_shown() -> Option<FirstShown> {
        let hash = web_sys::window()?.location().hash().ok()?;
        match hash.split_once('?')?.1.split_once('=')? {
            ("find", words) => Some(FirstShown::Words(decoded(words))),
            ("span", id) => Some(FirstShown::Span(SpanId::new(decoded(id)))),
            _ => None,
        }
    }

    /// The address of an article in which something is to be shown first.
    pub fn article_at(id: &DocumentId, first: &FirstShown) -> String {
        let (name, value) = match first {
            FirstShown::Words(words) => ("find", words.as_str()),
            FirstShown::Span(span) => ("span", span.as_str()),
        };
        format!("#/article/{}?{name}={}", encoded(id.as_str()), encoded(value))
    }

    /// Goes there.
    pub fn go(&self) {
        if let Some(window) = web_sys::window() {
            // A hash is always a valid address.
            let _ = window.location().set_hash(&self.address());
        }
    }
}

fn encoded(name: &str) -> String {
    js_sys::encode_uri_component(name).into()
}

fn decoded(name: &str) -> String {
    js_sys::decode_uri_component(name).map_or_else(|_| name.to_owned(), String::from)
}
