//! Parsing a page into a tree that keeps to limits: markup of a few bytes can make trees that fill the memory.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use dom_query::{Document, NodeId};
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{Attribute, ParseOpts, QualName, parse_document};

use crate::domain::article::reader::Unread;

/// How many nodes a tree may have: a hundred times those of a long page.
const MOST_NODES: usize = 1_000_000;
/// How deep elements may be within each other. Browsers stop at 512; the parser's work for a tag grows with the depth.
const DEEPEST: u32 = 1_000;
/// So many bytes are parsed before the limits are looked at again.
const PIECE: usize = 8 << 10;

/// Parses a page as a browser without scripts does.
///
/// # Errors
/// If the tree goes over the limits.
pub(super) fn page(html: &str) -> Result<Document, Unread> {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let mut parser = parse_document(Limited::default(), options);
    let mut rest = html;
    while !rest.is_empty() {
        let (piece, later) = rest.split_at(rest.floor_char_boundary(PIECE));
        parser.process(StrTendril::from_slice(piece));
        let tree = &parser.tokenizer.sink.sink;
        if tree.nodes.get() > MOST_NODES {
            return Err(Unread::TooLong);
        }
        if tree.deepest.get() > DEEPEST {
            return Err(Unread::TooDeep);
        }
        rest = later;
    }
    Ok(parser.finish())
}

/// A document that counts its nodes and how deep they are.
#[derive(Default)]
struct Limited {
    document: Document,
    nodes: Cell<usize>,
    deepest: Cell<u32>,
    /// How deep each element is within others.
    depths: RefCell<HashMap<NodeId, u32>>,
}

impl Limited {
    fn count(&self) {
        self.nodes.set(self.nodes.get() + 1);
    }

    /// Notes that a node came below an element, or beside one that is `beside` deep.
    fn placed(&self, child: &NodeOrText<NodeId>, below: &NodeId, levels: u32) {
        match child {
            NodeOrText::AppendNode(id) => {
                let mut depths = self.depths.borrow_mut();
                let depth = depths.get(below).copied().unwrap_or_default() + levels;
                depths.insert(*id, depth);
                self.deepest.set(self.deepest.get().max(depth));
            }
            NodeOrText::AppendText(_) => self.count(),
        }
    }
}

impl TreeSink for Limited {
    type Handle = NodeId;
    type Output = Document;
    type ElemName<'a> = <Document as TreeSink>::ElemName<'a>;

    fn finish(self) -> Document {
        self.document
    }

    // Nobody reads what is wrong with a page, and there is no end to it in some.
    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.document.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Self::ElemName<'a> {
        self.document.elem_name(target)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        self.count();
        self.document.create_element(name, attributes, flags)
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        self.count();
        self.document.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        self.count();
        self.document.create_pi(target, data)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.placed(&child, parent, 1);
        self.document.append(parent, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        self.placed(&child, previous, 1);
        self.document.append_based_on_parent_node(element, previous, child);
    }

    fn append_doctype_to_document(&self, name: StrTendril, public_id: StrTendril, system_id: StrTendril) {
        self.document.append_doctype_to_document(name, public_id, system_id);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.document.get_template_contents(target)
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.document.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        self.placed(&child, sibling, 0);
        self.document.append_before_sibling(sibling, child);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        self.document.add_attrs_if_missing(target, attributes);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.document.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.document.reparent_children(node, new_parent);
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &NodeId) -> bool {
        self.document.is_mathml_annotation_xml_integration_point(handle)
    }
}
