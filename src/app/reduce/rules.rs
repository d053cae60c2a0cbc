//! What the label set's rules do not let an edit do.

use super::article::label_name;
use crate::app::article::Article;
use crate::app::state::Notice;
use crate::domain::annotation::{Span, may_share};
use crate::domain::id::SpanId;
use crate::domain::schema::Schema;

/// What there is to say if the span, which was another before or new, may not be as it is now, and the span in its way.
///
/// What broke a rule before the edit may go on doing so: such spans can still be mended step by step. `gone` is a span
/// that the edit takes away.
pub(super) fn refusal(
    article: &Article,
    before: Option<&Span>,
    after: &Span,
    gone: Option<&SpanId>,
    schema: &Schema,
) -> Option<Notice> {
    let was_allowed = |other: &Span| before.is_none_or(|before| may_share(before, other, schema));
    let mut others = article.open.set().in_the_way_of(after, schema);
    let other = others.find(|other| Some(&other.id) != gone && was_allowed(other))?;
    Some(in_the_way(article, other, schema))
}

/// What there is to say of a span in the way of another.
pub(super) fn in_the_way(article: &Article, other: &Span, schema: &Schema) -> Notice {
    Notice::InTheWay { label: label_name(schema, &other.label), quote: article.text().quote(other.hull()).to_owned() }
}
