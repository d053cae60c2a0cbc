//! What the page draws of an article: exactly its text, under exactly the marks it has.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use gloo::timers::future::TimeoutFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Node};
use yew::{AppHandle, Callback, Html, NodeRef, Properties, UseStateSetter, component, html, use_effect, use_state};

use postil::app::article::Find;
use postil::domain::annotation::{AnnotationSet, Fragments, Span};
use postil::domain::article::plain;
use postil::domain::document::Document;
use postil::domain::id::{Annotator, DocumentId, LabelId, SetId, SpanId};
use postil::domain::schema::Schema;
use postil::domain::text::{Offset, Range, Text, find, words};
use postil::ui::article::text::ArticleText;
use postil::ui::shared::Shared;
use postil::web::selection;

/// Two short blocks and one from right to left, with characters that must not be cut.
const ARTICLE: &str = "The 👩‍👩‍👧‍👦 cafe\u{301} signed <b>&amp;\n\nשלום עולם 🇩🇪 again\n\nan end";

/// What is shown at one moment.
#[derive(Clone, Default)]
struct Shown {
    set: Option<Shared<AnnotationSet>>,
    picked: Option<SpanId>,
    selection: Option<Range>,
    find: Option<Find>,
}

/// How the test changes what is shown.
#[derive(Default)]
struct Change {
    setter: RefCell<Option<UseStateSetter<(u32, Shown)>>>,
    /// How many changes were asked for.
    asked: Cell<u32>,
    /// How many of them are on the page.
    drawn: Cell<u32>,
}

#[derive(Clone)]
struct ByPointer(Rc<Change>);

impl PartialEq for ByPointer {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    document: Shared<Document>,
    change: ByPointer,
}

/// The article's text with whatever the test wants shown.
#[component]
fn Stage(props: &Props) -> Html {
    let state = use_state(<(u32, Shown)>::default);
    let (number, shown) = (state.0, &state.1);
    let schema = use_state(|| Shared(Arc::new(Schema::actors_agreements_focus_areas())));
    let nothing = use_state(|| Shared(Arc::new(set_of(&props.document, &[]))));
    let (scroller, node) = (use_state(NodeRef::default), use_state(NodeRef::default));
    let change = props.change.0.clone();
    change.setter.replace(Some(state.setter()));
    // Runs after the effects of the components within.
    use_effect(move || change.drawn.set(number));
    html! {
        <ArticleText document={props.document.clone()} schema={(*schema).clone()}
            set={shown.set.clone().unwrap_or_else(|| (*nothing).clone())} picked={shown.picked.clone()}
            selection={shown.selection} caret={None} find={shown.find.clone()} reveal={None}
            scroller={(*scroller).clone()} node={(*node).clone()} label="article"
            onselect={Callback::noop()} onpick={Callback::noop()} />
    }
}

/// An article on the page, taken away when the test is over.
struct Page {
    document: Arc<Document>,
    root: Element,
    change: Rc<Change>,
    app: Option<AppHandle<Stage>>,
}

impl Drop for Page {
    fn drop(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
        self.root.remove();
    }
}

impl Page {
    async fn new(text: &str) -> Self {
        let document = Arc::new(plain::document(DocumentId::new("document"), Text::new(text)));
        let page = web_sys::window().unwrap().document().unwrap();
        let root = page.create_element("div").unwrap();
        root.set_attribute("style", "display:grid;height:400px;grid-template-rows:100%;white-space:pre-wrap").unwrap();
        page.body().unwrap().append_child(&root).unwrap();
        let change = Rc::new(Change::default());
        let props = Props { document: Shared(document.clone()), change: ByPointer(change.clone()) };
        let app = yew::Renderer::<Stage>::with_root_and_props(root.clone(), props).render();
        let page = Self { document, root, change, app: Some(app) };
        while page.change.setter.borrow().is_none() {
            TimeoutFuture::new(0).await;
        }
        page.show(Shown::default()).await;
        page
    }

    /// Shows something else, and waits until that is on the page.
    async fn show(&self, shown: Shown) {
        let number = self.change.asked.get() + 1;
        self.change.asked.set(number);
        self.change.setter.borrow().as_ref().unwrap().set((number, shown));
        while self.change.drawn.get() != number {
            TimeoutFuture::new(0).await;
        }
    }

    async fn mark(&self, spans: &[Vec<Range>]) -> Arc<AnnotationSet> {
        let set = Arc::new(set_of(&self.document, spans));
        self.show(Shown { set: Some(Shared(set.clone())), ..Shown::default() }).await;
        set
    }

    fn article(&self) -> Element {
        self.root.query_selector("[role=document]").unwrap().unwrap()
    }

    fn text_nodes(&self, number: usize) -> Vec<Node> {
        let block = selection::element_of(&self.article(), number).unwrap();
        let mut found = Vec::new();
        collect_text(&block, &mut found);
        found
    }

    /// Checks that each character of the blocks is drawn once and in order, and stands in the marks of its spans and no others.
    fn assert_drawn(&self, set: &AnnotationSet, blocks: std::ops::Range<usize>) {
        for number in blocks {
            let range = self.document.blocks()[number].range;
            let block = selection::element_of(&self.article(), number).unwrap();
            assert_eq!(block.text_content().as_deref(), Some(self.document.text().quote(range)));
            let mut at = range.start();
            for node in self.text_nodes(number) {
                let length = node.text_content().unwrap().len();
                assert!(length > 0, "an empty text node is drawn");
                let end = self.document.text().offset(at.byte() + length).expect("no character is cut");
                let piece = Range::ordered(at, end);
                let expected: BTreeSet<String> = set
                    .spans()
                    .iter()
                    .filter(|span| span.fragments.overlaps(piece))
                    .map(|span| span.id.to_string())
                    .collect();
                assert_eq!(marks_around(&node), expected, "{:?}", self.document.text().quote(piece));
                at = end;
            }
            assert_eq!(at, range.end());
        }
    }
}

fn collect_text(node: &Node, found: &mut Vec<Node>) {
    let children = node.child_nodes();
    for child in (0..children.length()).filter_map(|n| children.get(n)) {
        if child.node_type() == Node::TEXT_NODE {
            found.push(child);
        } else {
            collect_text(&child, found);
        }
    }
}

/// The spans whose marks the node stands in; none is there twice.
fn marks_around(node: &Node) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut element = node.parent_element();
    while let Some(mark) = element.and_then(|element| element.closest("[data-span]").unwrap()) {
        assert!(found.insert(mark.get_attribute("data-span").unwrap()), "a span is drawn in itself");
        element = mark.parent_element();
    }
    found
}

fn set_of(document: &Document, spans: &[Vec<Range>]) -> AnnotationSet {
    let labels = ["actor", "agreement", "focus-area", "no such label"];
    let spans = spans
        .iter()
        .enumerate()
        .map(|(n, ranges)| {
            let fragments = Fragments::new(ranges).unwrap();
            Arc::new(Span::manual(SpanId::new(format!("s{n}")), LabelId::new(labels[n % 4]), fragments, &"".into()))
        })
        .collect();
    AnnotationSet::new(SetId::new("set"), document.id().clone(), Annotator::new("annotator")).with(spans, Vec::new())
}

/// Every place in the text where a span may start or end.
fn boundaries(text: &Text) -> Vec<Offset> {
    let mut found = vec![text.start()];
    while found[found.len() - 1] < text.end() {
        found.push(words::next_grapheme(text, found[found.len() - 1]));
    }
    found
}

/// Spans given by the graphemes they start and end at.
fn spans_at(text: &Text, spans: &[&[(usize, usize)]]) -> Vec<Vec<Range>> {
    let boundaries = boundaries(text);
    let range = |(start, end): (usize, usize)| Range::ordered(boundaries[start], boundaries[end]);
    spans.iter().map(|fragments| fragments.iter().copied().map(range).collect()).collect()
}

#[wasm_bindgen_test]
async fn text_nodes_are_together_the_text_whatever_is_marked() {
    let page = Page::new(ARTICLE).await;
    assert_eq!(page.document.blocks().len(), 3);
    let end = boundaries(page.document.text()).len() - 1;
    let cases: [&[&[(usize, usize)]]; 10] = [
        &[],
        &[&[(0, 3)], &[(4, 5)]],
        &[&[(0, 10)], &[(4, 5)], &[(4, 6)]],
        &[&[(0, 6)], &[(4, 10)], &[(5, 14)]],
        &[&[(4, 10)], &[(4, 10)], &[(4, 10)]],
        &[&[(0, 5)], &[(5, 10)], &[(10, 11)]],
        &[&[(0, 2), (4, 5), (8, 30)], &[(1, 9)]],
        &[&[(0, end)]],
        &[&[(0, end)], &[(3, end - 1)], &[(0, 40)], &[(20, 21)], &[(19, 22)], &[(21, 41)], &[(20, 40)]],
        &[&[(end - 1, end)], &[(0, 1)]],
    ];
    // Each case is drawn over the one before, forwards and backwards.
    for case in cases.iter().chain(cases.iter().rev()) {
        let set = page.mark(&spans_at(page.document.text(), case)).await;
        page.assert_drawn(&set, 0..3);
    }
}

#[wasm_bindgen_test]
async fn text_nodes_are_together_the_text_after_any_change_of_marks() {
    let page = Page::new(ARTICLE).await;
    let count = boundaries(page.document.text()).len();
    let mut seed = 7u64;
    let mut any = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for _ in 0..60 {
        let spans: Vec<Vec<(usize, usize)>> = (0..any(14))
            .map(|_| {
                let fragment = |start: usize, length: usize| (start, (start + 1 + length).min(count - 1));
                (0..=any(2)).map(|_| fragment(any(count - 1), any(20))).collect()
            })
            .collect();
        let spans: Vec<&[(usize, usize)]> = spans.iter().map(Vec::as_slice).collect();
        let set = page.mark(&spans_at(page.document.text(), &spans)).await;
        page.assert_drawn(&set, 0..3);
    }
}

#[wasm_bindgen_test]
async fn places_found_and_a_picked_span_leave_the_text_as_it_is() {
    let page = Page::new(ARTICLE).await;
    let text = page.document.text();
    let set = Arc::new(set_of(&page.document, &spans_at(text, &[&[(0, 12)], &[(4, 8)]])));
    let find = Find::at(find::find(text, "a").into(), text.start());
    assert!(find.matches().len() > 3);
    let picked = Some(SpanId::new("s1"));
    page.show(Shown { set: Some(Shared(set.clone())), picked, find: Some(find.clone()), selection: None }).await;
    page.assert_drawn(&set, 0..3);
    let count = |selector: &str| page.article().query_selector_all(selector).unwrap().length();
    assert_eq!(count(".hit") as usize, find.matches().len());
    assert_eq!(count(".hit.shown"), 1);
    assert!(count(".picked") > 0);
    assert_eq!(count(".picked"), count("[data-span=s1]"));
    page.show(Shown { set: Some(Shared(set.clone())), ..Shown::default() }).await;
    page.assert_drawn(&set, 0..3);
    assert_eq!(count(".hit") + count(".picked"), 0);
}

#[wasm_bindgen_test]
async fn what_is_selected_in_the_state_is_selected_on_the_page() {
    let page = Page::new(ARTICLE).await;
    let text = page.document.text();
    let set = Arc::new(set_of(&page.document, &spans_at(text, &[&[(0, 12)], &[(4, 8)], &[(6, 40)]])));
    let in_block = |place: &Offset| {
        page.document.blocks().iter().any(|block| block.range.start() <= *place && *place <= block.range.end())
    };
    let places: Vec<Offset> = boundaries(text).into_iter().filter(in_block).collect();
    for (start, end) in [(0, 3), (4, 5), (5, 8), (6, 30), (27, 29), (0, places.len() - 1)] {
        let range = Range::ordered(places[start], places[end]);
        page.show(Shown { set: Some(Shared(set.clone())), selection: Some(range), ..Shown::default() }).await;
        assert_eq!(selection::selected(&page.article(), &page.document), Some(range));
    }
    page.show(Shown { set: Some(Shared(set)), ..Shown::default() }).await;
    assert_eq!(selection::selected(&page.article(), &page.document), None);
}

#[wasm_bindgen_test]
async fn of_a_long_article_a_part_is_drawn_with_room_for_the_rest() {
    let long: String = (0..1000).map(|n| format!("Paragraph {n} has a few words.\n\n")).collect();
    let page = Page::new(&long).await;
    let blocks = page.document.blocks().len();
    assert_eq!(blocks, 1000);
    let drawn = page.article().query_selector_all("[data-block]").unwrap();
    assert!((1..300).contains(&drawn.length()), "{} blocks are drawn", drawn.length());
    let whole = page.document.text().whole();
    let set = page.mark(&[vec![whole]]).await;
    page.assert_drawn(&set, 0..10);
    // A selection that ends far away has that block in the page, and room before and after it.
    let far = page.document.blocks()[700].range;
    let range = Range::ordered(page.document.blocks()[0].range.start(), far.end());
    page.show(Shown { set: Some(Shared(set.clone())), selection: Some(range), ..Shown::default() }).await;
    assert_eq!(selection::selected(&page.article(), &page.document), Some(range));
    page.assert_drawn(&set, 700..701);
    let block = selection::element_of(&page.article(), 700).unwrap();
    for room in [block.previous_element_sibling(), block.next_element_sibling()] {
        let height = room.and_then(|room| room.get_attribute("height")).unwrap().parse::<u32>().unwrap();
        assert!(height > 1000, "{height}");
    }
}
