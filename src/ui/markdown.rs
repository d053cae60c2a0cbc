//! Shows the Markdown of guidelines. Text stays text: nothing in it becomes markup of its own.

use yew::{Html, html};

use crate::app::markdown::{Block, Inline, blocks};

/// The text with its headings, lists and links. Its highest heading is of the third level, beneath that of the section it stands in.
pub fn view(text: &str) -> Html {
    html! { <div class="markdown" dir="auto">{ for blocks(text).iter().map(block) }</div> }
}

fn block(block: &Block) -> Html {
    match block {
        Block::Heading(1, words) => html! { <h3>{ pieces(words) }</h3> },
        Block::Heading(2, words) => html! { <h4>{ pieces(words) }</h4> },
        Block::Heading(_, words) => html! { <h5>{ pieces(words) }</h5> },
        Block::Paragraph(words) => html! { <p>{ pieces(words) }</p> },
        Block::List { numbered: true, items } => {
            html! { <ol>{ for items.iter().map(|item| html! { <li>{ pieces(item) }</li> }) }</ol> }
        }
        Block::List { numbered: false, items } => {
            html! { <ul>{ for items.iter().map(|item| html! { <li>{ pieces(item) }</li> }) }</ul> }
        }
        Block::Code(code) => html! { <pre>{ code }</pre> },
    }
}

fn pieces(line: &[Inline]) -> Html {
    line.iter().map(piece).collect()
}

fn piece(piece: &Inline) -> Html {
    match piece {
        Inline::Text(words) => html! { words },
        Inline::Strong(words) => html! { <strong>{ pieces(words) }</strong> },
        Inline::Emphasis(words) => html! { <em>{ pieces(words) }</em> },
        Inline::Code(code) => html! { <code>{ code }</code> },
        Inline::Link(words, address) => html! {
            <a href={address.clone()} target="_blank" rel="noopener noreferrer">{ pieces(words) }</a>
        },
    }
}
