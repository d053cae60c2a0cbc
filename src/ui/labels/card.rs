//! What there is to say of one label.

use yew::{Callback, Html, html};

use super::field::Written;
use super::{attributes, edit, edit_with, lines, rules};
use crate::domain::schema::edit::{Edit, LabelEdit, Owner, Way};
use crate::domain::schema::{COLOURS, Colour, Label, Schema};
use crate::ui::parts::{Glyph, icon};
use crate::ui::store::Api;

pub(super) fn view(api: &Api, schema: &Schema, label: &Label, ondelete: &Callback<Label>) -> Html {
    let words = &api.words.editor;
    let id = label.id.clone();
    let edits = |edit| Edit::Label(label.id.clone(), edit);
    let write = |into: fn(String) -> LabelEdit| {
        let id = label.id.clone();
        edit_with(api, move |written| Edit::Label(id.clone(), into(written)))
    };
    let place = schema.labels.iter().position(|other| other.id == id);
    let tool = |name: String, glyph, disabled: bool, onclick: Callback<web_sys::MouseEvent>| {
        html! { <button type="button" class="quiet" aria-label={name.clone()} title={name} {disabled} {onclick}>{ icon(glyph) }</button> }
    };
    let delete = {
        let (ondelete, label) = (ondelete.clone(), label.clone());
        Callback::from(move |_| ondelete.emit(label.clone()))
    };
    let swatch = |n: u8| {
        let colour = Colour::new(usize::from(n));
        html! {
            <label key={n} class={format!("colour-{n}")}>
                <input type="radio" name="colour" checked={label.colour == colour}
                    onchange={edit::<yew::Event>(api, edits(LabelEdit::Recolour(colour)))} />
                <span class="swatch" aria-hidden="true"></span>
                { words.colours[usize::from(n)] }
            </label>
        }
    };
    html! {
        <article key={id.to_string()} class={format!("card label-card colour-{}", label.colour.place())} aria-labelledby="label-heading">
            <header>
                <h3 id="label-heading" dir="auto"><span class="swatch" aria-hidden="true"></span>{ &label.name }</h3>
                { tool((words.move_up)(&label.name), Glyph::Up, place == Some(0), edit(api, edits(LabelEdit::Move(Way::Up)))) }
                { tool((words.move_down)(&label.name), Glyph::Down, place.is_some_and(|place| place + 1 == schema.labels.len()),
                    edit(api, edits(LabelEdit::Move(Way::Down)))) }
                { tool((words.delete)(&label.name), Glyph::Bin, false, delete) }
            </header>
            <div class="name-and-key">
                <Written name={words.name} value={label.name.clone()} longest=80 onwrite={write(LabelEdit::Rename)} />
                <Written name={words.key} value={label.key.map(String::from).unwrap_or_default()} longest=1
                    onwrite={write(|written| LabelEdit::Key(written.chars().next()))} />
            </div>
            <p class="hint">{ (words.in_files)(id.as_str()) }</p>
            <fieldset class="colours">
                <legend class="field-name">{ words.colour }</legend>
                { for (0..COLOURS).map(swatch) }
            </fieldset>
            <Written name={words.definition} value={label.definition.clone()} rows=3 onwrite={write(LabelEdit::Define)} />
            <Written name={words.examples} value={label.examples.join("\n")} rows=3
                onwrite={write(|written| LabelEdit::Examples(lines(&written)))} />
            <p class="hint">{ api.words.examples.hint }</p>
            { rules::view(api, label) }
            <section aria-labelledby="attributes-heading">
                <h4 id="attributes-heading">{ words.attributes }</h4>
                <p class="hint">{ words.attributes_hint }</p>
                { attributes::view(api, &Owner::Label(id), &label.attributes) }
            </section>
        </article>
    }
}
