//! The relations of the picked span: followed, changed, turned round, taken away.

use std::sync::Arc;

use web_sys::HtmlSelectElement;
use yew::{Callback, Event, Html, TargetCast, html};

use super::details::Props;
use super::spans::excerpt;
use crate::app::action::ArticleAction;
use crate::domain::annotation::Relation;
use crate::domain::id::RelationTypeId;
use crate::ui::parts::{Glyph, icon};
use crate::ui::store::Api;

/// The relations, if there are any.
pub(super) fn view(api: &Api, props: &Props) -> Html {
    let mut all = props.set.relations_of(&props.span.id).peekable();
    if all.peek().is_none() {
        return Html::default();
    }
    html! {
        <>
            <h3>{ api.words.span.relations }</h3>
            <ul class="stack related">{ for all.filter_map(|relation| row(api, props, relation)) }</ul>
        </>
    }
}

fn row(api: &Api, props: &Props, relation: &Arc<Relation>) -> Option<Html> {
    let words = api.words;
    let goes_out = relation.from == props.span.id;
    let other = props.set.span(if goes_out { &relation.to } else { &relation.from })?;
    let (from, to) = (props.set.span(&relation.from)?, props.set.span(&relation.to)?);
    let kind = props.schema.relation(&relation.kind);
    let name = kind.map_or_else(|| relation.kind.to_string(), |kind| kind.name.clone());
    let quote = excerpt(&props.document, other);
    let described =
        if goes_out { (words.span.relation_to)(&name, &quote) } else { (words.span.relation_from)(&name, &quote) };
    let act = |action: fn(Arc<Relation>, &Api) -> ArticleAction| {
        let (api, relation) = (api.clone(), relation.clone());
        Callback::from(move |_| api.in_article(action(relation.clone(), &api)))
    };
    let visit = {
        let (api, id) = (api.clone(), other.id.clone());
        Callback::from(move |_| api.in_article(ArticleAction::Visit(id.clone())))
    };
    let rename = {
        let (api, id) = (api.clone(), relation.id.clone());
        Callback::from(move |event: Event| {
            let kind = RelationTypeId::new(event.target_unchecked_into::<HtmlSelectElement>().value());
            api.in_article(ArticleAction::ChangeKind(id.clone(), kind, api.stamp()));
        })
    };
    let fitting: Vec<_> = props.schema.relations.iter().filter(|kind| kind.allows(&from.label, &to.label)).collect();
    let turns = kind.is_some_and(|kind| kind.allows(&to.label, &from.label));
    let delete_name = (words.span.delete_relation)(&described);
    Some(html! {
        <li key={relation.id.to_string()}>
            <button type="button" class="span-row" onclick={visit}>{ described }</button>
            if fitting.len() > 1 {
                <select aria-label={words.span.relation_type} onchange={rename}>
                    { for fitting.into_iter().map(|kind| html! {
                        <option value={kind.id.to_string()} selected={kind.id == relation.kind}>{ &kind.name }</option>
                    }) }
                </select>
            }
            if turns {
                <button type="button" class="quiet" aria-label={words.span.reverse_relation} title={words.span.reverse_relation}
                    onclick={act(|relation, api| ArticleAction::Reverse(relation.id.clone(), api.stamp()))}>{ icon(Glyph::Turn) }</button>
            }
            <button type="button" class="quiet" aria-label={delete_name.clone()} title={delete_name}
                onclick={act(|relation, api| ArticleAction::Unrelate(relation.id.clone(), api.stamp()))}>{ icon(Glyph::Bin) }</button>
        </li>
    })
}
