//! A span or a value that is put in the place of what annotators proposed.

use std::collections::BTreeMap;

use web_sys::{HtmlSelectElement, MouseEvent, SubmitEvent};
use yew::{Callback, Event, Html, TargetCast, UseStateSetter, html};

use crate::domain::adjudication::Verdict;
use crate::domain::annotation::{AttributeValue, Conflict, Fragments, Said, Subject};
use crate::domain::document::Document;
use crate::domain::document::Unknown;
use crate::domain::id::{AttributeId, LabelId};
use crate::domain::schema::{Attribute, AttributeKind, Label, Schema};
use crate::domain::text::words::{self as boundaries, Words};
use crate::domain::text::{Offset, Range};
use crate::ui::article::block::language_of;
use crate::ui::article::details::attribute_field;
use crate::ui::store::Api;
use crate::web::segmenter;

/// What is being drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Draft {
    /// A span.
    Span { label: LabelId, fragments: Fragments, attributes: BTreeMap<AttributeId, AttributeValue> },
    /// What an attribute says.
    Value(Attribute, Option<AttributeValue>),
}

impl Draft {
    /// Begins with what has most voices; nothing for what can't be drawn.
    pub(super) fn of(conflict: &Conflict, schema: &Schema) -> Option<Self> {
        let value = || {
            conflict.proposals.iter().find_map(|proposal| match &proposal.said {
                Said::Value(value) => value.clone(),
                _ => None,
            })
        };
        let named = |id: &AttributeId| Attribute {
            id: id.clone(),
            name: id.to_string(),
            kind: AttributeKind::Text,
            required: false,
            unknown: Unknown::new(),
        };
        match &conflict.subject {
            Subject::Span => conflict.proposals.iter().find_map(|proposal| match &proposal.said {
                Said::Span { label, fragments, attributes } => Some(Self::Span {
                    label: label.clone(),
                    fragments: fragments.clone(),
                    attributes: attributes.clone(),
                }),
                _ => None,
            }),
            Subject::Attribute(_, attribute) => {
                let known = schema.labels.iter().find_map(|label: &Label| label.attribute(attribute)).cloned();
                Some(Self::Value(known.unwrap_or_else(|| named(attribute)), value()))
            }
            Subject::DocumentLabel(attribute) => {
                let known = schema.document_labels.iter().find(|known| known.id == *attribute).cloned();
                Some(Self::Value(known.unwrap_or_else(|| named(attribute)), value()))
            }
            Subject::Relation(..) => None,
        }
    }

    /// The same with other text.
    pub(super) fn with_range(&self, range: Range) -> Option<Self> {
        let fragments = Fragments::one(range)?;
        Some(match self {
            Self::Span { label, attributes, .. } => {
                Self::Span { label: label.clone(), fragments, attributes: attributes.clone() }
            }
            Self::Value(..) => self.clone(),
        })
    }

    fn verdict(&self) -> Option<Verdict> {
        match self.clone() {
            Self::Span { label, fragments, attributes } => Some(Verdict::Span { label, fragments, attributes }),
            Self::Value(_, value) => value.map(Verdict::Value),
        }
    }
}

/// One end of a span and where it goes.
#[derive(Clone, Copy)]
enum Move {
    StartBack,
    StartOn,
    EndBack,
    EndOn,
}

/// The range with one end a word further, or a character.
fn moved(document: &Document, range: Range, how: Move, by_character: bool) -> Option<Range> {
    let (text, words) = (document.text(), segmenter::words(document));
    let back = |offset: Offset| {
        if by_character { boundaries::previous_grapheme(text, offset) } else { words.previous_start(offset) }
    };
    let on = |offset: Offset| {
        if by_character { boundaries::next_grapheme(text, offset) } else { words.next_end(offset) }
    };
    // Towards the inside an end goes to where the next word begins, or the last one ends.
    let (start, end) = match how {
        Move::StartBack => (back(range.start()), range.end()),
        Move::StartOn if by_character => (on(range.start()), range.end()),
        Move::StartOn => (next_start(words, range)?, range.end()),
        Move::EndBack if by_character => (range.start(), back(range.end())),
        Move::EndBack => (range.start(), last_end(words, range)?),
        Move::EndOn => (range.start(), on(range.end())),
    };
    Range::new(start, end).filter(|range| !range.is_empty())
}

fn next_start(words: Words<'_>, range: Range) -> Option<Offset> {
    words.within(range).map(Range::start).find(|start| *start > range.start())
}

fn last_end(words: Words<'_>, range: Range) -> Option<Offset> {
    words.within(range).map(Range::end).take_while(|end| *end < range.end()).last()
}

/// The form; `settle` is called with what was drawn.
pub(super) fn view(
    api: &Api,
    document: &Document,
    schema: &Schema,
    draft: &Draft,
    setter: &UseStateSetter<Option<Draft>>,
    settle: &Callback<Verdict>,
) -> Html {
    let words = api.words;
    let onsubmit = {
        let (draft, settle, setter) = (draft.clone(), settle.clone(), setter.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(verdict) = draft.verdict() {
                setter.set(None);
                settle.emit(verdict);
            }
        })
    };
    let cancel = {
        let setter = setter.clone();
        Callback::from(move |_: MouseEvent| setter.set(None))
    };
    let fields = match draft {
        Draft::Span { label, fragments, attributes } => {
            span_fields(api, document, schema, (label, fragments, attributes), setter)
        }
        Draft::Value(attribute, value) => {
            let onset = {
                let (attribute, setter) = (attribute.clone(), setter.clone());
                Callback::from(move |value| setter.set(Some(Draft::Value(attribute.clone(), value))))
            };
            attribute_field(words, attribute, value.as_ref(), &onset)
        }
    };
    html! {
        <form class="conflict edit" aria-labelledby="edit-heading" {onsubmit}>
            <h2 id="edit-heading">{ words.settle.edit_heading }</h2>
            { fields }
            <div class="actions">
                <button type="submit" class="primary" disabled={draft.verdict().is_none()}>{ words.settle.use_this }</button>
                <button type="button" onclick={cancel}>{ words.program.cancel }</button>
            </div>
        </form>
    }
}

fn span_fields(
    api: &Api,
    document: &Document,
    schema: &Schema,
    (label, fragments, attributes): (&LabelId, &Fragments, &BTreeMap<AttributeId, AttributeValue>),
    setter: &UseStateSetter<Option<Draft>>,
) -> Html {
    let words = api.words;
    let text = document.text();
    let known = Draft::Span { label: label.clone(), fragments: fragments.clone(), attributes: attributes.clone() };
    let onlabel = {
        let (fragments, setter) = (fragments.clone(), setter.clone());
        Callback::from(move |event: Event| {
            let label = LabelId::new(event.target_unchecked_into::<HtmlSelectElement>().value());
            setter.set(Some(Draft::Span { label, fragments: fragments.clone(), attributes: BTreeMap::new() }));
        })
    };
    let shift = |how: Move, name: &'static str, sign: &'static str| {
        let (known, setter, document, hull) = (known.clone(), setter.clone(), document.clone(), fragments.hull());
        let onclick = Callback::from(move |event: MouseEvent| {
            if let Some(range) = moved(&document, hull, how, event.shift_key()) {
                setter.set(known.with_range(range));
            }
        });
        html! { <button type="button" class="quiet" aria-label={name} title={name} {onclick}>{ sign }</button> }
    };
    let quotes: Vec<&str> = fragments.iter().map(|stretch| text.quote(stretch)).collect();
    let of_label = schema.label(label).map_or(&[][..], |label| &label.attributes);
    html! {
        <>
            <label class="field">
                <span>{ words.article.label }</span>
                <select onchange={onlabel}>
                    { for schema.labels.iter().map(|known| html! {
                        <option value={known.id.to_string()} selected={known.id == *label}>{ &known.name }</option>
                    }) }
                </select>
            </label>
            <blockquote dir="auto" lang={language_of(document)}>{ quotes.join(" … ") }</blockquote>
            <div class="borders">
                <span role="group" aria-label={words.settle.start_border}>
                    { words.settle.start_border }{ shift(Move::StartBack, words.settle.start_back, "⇤") }{ shift(Move::StartOn, words.settle.start_on, "⇥") }
                </span>
                <span role="group" aria-label={words.settle.end_border}>
                    { words.settle.end_border }{ shift(Move::EndBack, words.settle.end_back, "⇤") }{ shift(Move::EndOn, words.settle.end_on, "⇥") }
                </span>
            </div>
            <p class="hint">{ words.settle.edit_hint }</p>
            { for of_label.iter().map(|attribute| {
                let onset = {
                    let (known, setter, id) = (known.clone(), setter.clone(), attribute.id.clone());
                    Callback::from(move |value: Option<AttributeValue>| {
                        let Draft::Span { label, fragments, mut attributes } = known.clone() else {
                            return;
                        };
                        match value {
                            Some(value) => drop(attributes.insert(id.clone(), value)),
                            None => drop(attributes.remove(&id)),
                        }
                        setter.set(Some(Draft::Span { label, fragments, attributes }));
                    })
                };
                attribute_field(words, attribute, attributes.get(&attribute.id), &onset)
            }) }
        </>
    }
}
