//! UIMA CAS as JSON and XMI: what is written, what is read, what comes back.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use crate::support::formats::{
    assert_survives, exported, exported_in_splits, file, imported, imported_from, problems, spans_of,
};
use crate::support::{cases, marked, samples};
use postil::domain::annotation::{AnnotationSet, AttributeValue, Fragments, Number, Span};
use postil::domain::formats::files::InMemory;
use postil::domain::formats::intake::{Collected, Unreadable};
use postil::domain::formats::outlet::Lost;
use postil::domain::formats::{Format, detect};
use postil::domain::id::{Annotator, AttributeId, DocumentId, ProjectId, SetId, SpanId};
use postil::domain::project::Project;
use postil::domain::text::Text;

fn values(values: &[(&str, AttributeValue)]) -> BTreeMap<AttributeId, AttributeValue> {
    values.iter().map(|(name, value)| (AttributeId::new(*name), value.clone())).collect()
}

fn text(text: &str) -> AttributeValue {
    AttributeValue::Text(text.to_owned())
}

/// A project of one document, with the spans of the notation as mara marked them.
fn project(notation: &str, change: impl FnOnce(&mut Vec<Span>, &Text)) -> Project {
    let marked = marked::parse(notation);
    let mut spans: Vec<Span> = marked.spans.iter().map(|span| (**span).clone()).collect();
    change(&mut spans, &marked.text);
    let relations = if spans.len() > 1 {
        vec![samples::relation("r1", &SpanId::new("s1"), &SpanId::new("s2"))]
    } else {
        Vec::new()
    };
    let set = AnnotationSet::new(SetId::new("x"), DocumentId::new("doc/1"), Annotator::new("Mara"));
    let mut project = Project::new(ProjectId::new("project"), "Project");
    project.schema = Arc::default();
    project.documents = vec![samples::document("doc/1", &marked.text)];
    project.sets = vec![Arc::new(set.with(spans.into_iter().map(Arc::new).collect(), relations))];
    project
}

fn rich() -> Project {
    project("🙂 [Ann|actor] <joined>\nthe [Union|actor] & left it.", |spans, text| {
        spans[0].note = "first\n\"one\"".into();
        spans[0].attributes = values(&[
            ("größe", AttributeValue::Number(Number::parse("1.50").expect("a number"))),
            ("kind", AttributeValue::Texts(vec!["a b".into(), "c".into()])),
            ("sure", AttributeValue::YesNo(true)),
        ]);
        let parts = [text.range(20, 23), text.range(34, 38)].map(|range| range.expect("a range"));
        let fragments = Fragments::new(&parts).expect("not empty");
        spans.push(Span { fragments, ..spans[1].clone() });
        spans[2].id = SpanId::new("s3");
    })
}

const JSON_TYPES: &str = concat!(
    r#"{"%TYPES":{"custom.Document":{"%NAME":"custom.Document","%SUPER_TYPE":"uima.cas.AnnotationBase","#,
    r#""id":{"%NAME":"id","%RANGE":"uima.cas.String"},"annotator":{"%NAME":"annotator","%RANGE":"uima.cas.String"},"#,
    r#""byline":{"%NAME":"byline","%RANGE":"uima.cas.String"},"published":{"%NAME":"published","%RANGE":"uima.cas.String"},"#,
    r#""site":{"%NAME":"site","%RANGE":"uima.cas.String"}},"#,
    r#""custom.Relation":{"%NAME":"custom.Relation","%SUPER_TYPE":"uima.tcas.Annotation","#,
    r#""id":{"%NAME":"id","%RANGE":"uima.cas.String"},"label":{"%NAME":"label","%RANGE":"uima.cas.String"},"#,
    r#""note":{"%NAME":"note","%RANGE":"uima.cas.String"},"Governor":{"%NAME":"Governor","%RANGE":"custom.Span"},"#,
    r#""Dependent":{"%NAME":"Dependent","%RANGE":"custom.Span"}},"#,
    r#""custom.Span":{"%NAME":"custom.Span","%SUPER_TYPE":"uima.tcas.Annotation","#,
    r#""id":{"%NAME":"id","%RANGE":"uima.cas.String"},"label":{"%NAME":"label","%RANGE":"uima.cas.String"},"#,
    r#""note":{"%NAME":"note","%RANGE":"uima.cas.String"},"fragments":{"%NAME":"fragments","%RANGE":"custom.Fragment[]"},"#,
    r#""gr_e":{"%NAME":"gr_e","%RANGE":"uima.cas.Double","%DESCRIPTION":"Postil attribute größe"},"#,
    r#""kind":{"%NAME":"kind","%RANGE":"uima.cas.String[]","%DESCRIPTION":"Postil attribute kind"},"#,
    r#""sure":{"%NAME":"sure","%RANGE":"uima.cas.Boolean","%DESCRIPTION":"Postil attribute sure"}},"#,
    r#""custom.Fragment":{"%NAME":"custom.Fragment","%SUPER_TYPE":"uima.tcas.Annotation"},"#,
    r#""de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData":{"#,
    r#""%NAME":"de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData","%SUPER_TYPE":"uima.tcas.DocumentAnnotation","#,
    r#""documentTitle":{"%NAME":"documentTitle","%RANGE":"uima.cas.String"},"#,
    r#""documentId":{"%NAME":"documentId","%RANGE":"uima.cas.String"},"#,
    r#""documentUri":{"%NAME":"documentUri","%RANGE":"uima.cas.String"}}},"#,
);

const JSON_STRUCTURES: &str = r#""%FEATURE_STRUCTURES":[
{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaNum":1,"sofaID":"_InitialView","mimeType":"text","sofaString":"🙂 Ann <joined>\nthe Union & left it."},
{"%ID":2,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData","@sofa":1,"begin":0,"end":36,"documentId":"doc/1"},
{"%ID":3,"%TYPE":"custom.Document","@sofa":1,"id":"doc/1","annotator":"Mara"},
{"%ID":4,"%TYPE":"custom.Span","@sofa":1,"begin":3,"end":6,"id":"s1","label":"actor","gr_e":1.50,"@kind":5,"sure":true,"note":"first\n\"one\""},
{"%ID":5,"%TYPE":"uima.cas.StringArray","%ELEMENTS":["a b","c"]},
{"%ID":7,"%TYPE":"custom.Fragment","@sofa":1,"begin":18,"end":21},
{"%ID":8,"%TYPE":"custom.Fragment","@sofa":1,"begin":32,"end":36},
{"%ID":6,"%TYPE":"custom.Span","@sofa":1,"begin":18,"end":36,"id":"s3","label":"actor","@fragments":9},
{"%ID":9,"%TYPE":"custom.Fragment[]","%ELEMENTS":[7,8]},
{"%ID":10,"%TYPE":"custom.Span","@sofa":1,"begin":20,"end":25,"id":"s2","label":"actor"},
{"%ID":11,"%TYPE":"custom.Relation","@sofa":1,"begin":20,"end":25,"id":"r1","label":"party-to","@Governor":4,"@Dependent":10}],"%VIEWS":{"_InitialView":{"%SOFA":1,"%MEMBERS":[2,3,4,6,7,8,10,11]}}}
"#;

#[test]
fn json_is_written_so() {
    let (files, losses) = exported(&rich(), Format::CasJson);
    assert_eq!(file(&files, "annotation/doc_1/Mara.json"), format!("{JSON_TYPES}{JSON_STRUCTURES}"));
    assert_eq!(losses, []);
}

#[test]
fn xmi_is_written_so() {
    let (files, losses) = exported(&rich(), Format::CasXmi);
    let xmi = r#"<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///custom.ecore" xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore" xmi:version="2.0">
<cas:NULL xmi:id="0"/>
<type:DocumentMetaData xmi:id="2" sofa="1" begin="0" end="36" documentId="doc/1"/>
<custom:Document xmi:id="3" sofa="1" id="doc/1" annotator="Mara"/>
<custom:Span xmi:id="4" sofa="1" begin="3" end="6" id="s1" label="actor" gr_e="1.50" sure="true" note="first&#10;&quot;one&quot;"><kind>a b</kind><kind>c</kind></custom:Span>
<custom:Fragment xmi:id="7" sofa="1" begin="18" end="21"/>
<custom:Fragment xmi:id="8" sofa="1" begin="32" end="36"/>
<custom:Span xmi:id="6" sofa="1" begin="18" end="36" id="s3" label="actor" fragments="7 8"/>
<custom:Span xmi:id="10" sofa="1" begin="20" end="25" id="s2" label="actor"/>
<custom:Relation xmi:id="11" sofa="1" begin="20" end="25" id="r1" label="party-to" Governor="4" Dependent="10"/>
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="🙂 Ann &lt;joined&gt;&#10;the Union &amp; left it."/>
<cas:View sofa="1" members="2 3 4 6 7 8 10 11"/>
</xmi:XMI>
"#;
    assert_eq!(file(&files, "annotation/doc_1/Mara.xmi"), xmi);
    let types = file(&files, "TypeSystem.xml");
    let feature = "<featureDescription><name>gr_e</name><description>Postil attribute größe</description><rangeTypeName>uima.cas.Double</rangeTypeName></featureDescription>";
    assert!(types.contains(feature), "{types}");
    let array = "<name>fragments</name><description></description><rangeTypeName>uima.cas.FSArray</rangeTypeName><elementType>custom.Fragment</elementType>";
    assert!(types.contains(array), "{types}");
    assert_eq!(losses, []);
}

#[test]
fn names_types_and_fragments_come_back() {
    for format in [Format::CasJson, Format::CasXmi] {
        let back = imported(&exported(&rich(), format).0, format);
        assert_eq!(problems(&back), [""; 0]);
        let (back, project) = (back.project(), rich());
        assert_eq!(back.documents[0].id(), project.documents[0].id());
        let (set, wanted) = (&back.sets[0], &project.sets[0]);
        assert_eq!(set.annotator, wanted.annotator);
        for span in wanted.spans().iter() {
            let found = set.span(&span.id).expect("the span is there");
            assert_eq!((&found.fragments, &found.attributes), (&span.fragments, &span.attributes));
            assert_eq!((&found.label, &found.note), (&span.label, &span.note));
        }
    }
}

#[test]
fn what_a_feature_can_not_be_called_is_called_otherwise() {
    let names = ["class", "__proto__", "1st", "note", "größe", "grö", "", "type"];
    let project = project("[x|l]", |spans, _| {
        spans[0].attributes = names.iter().map(|name| (AttributeId::new(*name), text(name))).collect();
        let several = AttributeValue::Texts(vec!["two".into()]);
        spans.push(Span { id: SpanId::new("s2"), attributes: values(&[("class", several)]), ..spans[0].clone() });
    });
    let (files, _) = exported(&project, Format::CasJson);
    let json = file(&files, "annotation/doc_1/Mara.json");
    let written = concat!(
        r#""attribute":"","n1st":"1st","proto_":"__proto__","class_2":"class","gr_":"grö","gr_e":"größe","#,
        r#""note_2":"note","type":"type"}"#
    );
    assert!(json.contains(written), "{json}");
    assert!(json.contains(r#""class_3":{"%NAME":"class_3","%RANGE":"uima.cas.String[]""#), "{json}");
    assert_survives(&project, Format::CasJson);
    assert_survives(&project, Format::CasXmi);
}

#[test]
fn attributes_may_be_called_like_what_the_forms_have() {
    let names =
        ["begin", "end", "sofa", "id", "xmlns", "xmi:id", "elements", "%ID", "@x", "^y", "#z", "illegalCharacters"];
    let all = values(&names.map(|name| (name, text(name))));
    let mut project = project("[x|l]", |spans, _| spans[0].attributes = all.clone());
    let mut set = (*project.sets[0]).clone();
    set.document_labels = all;
    project.sets = vec![Arc::new(set)];
    for format in [Format::CasJson, Format::CasXmi, Format::WebannoTsv] {
        assert_eq!(problems(&imported(&exported(&project, format).0, format)), [""; 0]);
        assert_survives(&project, format);
    }
}

#[test]
fn a_document_of_nobody_and_one_of_several() {
    let mut project = rich();
    let other = AnnotationSet::new(SetId::new("y"), DocumentId::new("doc/1"), Annotator::new("mara"));
    let nobody = AnnotationSet::new(SetId::new("z"), DocumentId::new("doc/1"), Annotator::new(""));
    project.sets.extend([other, nobody].map(Arc::new));
    project.documents.push(samples::document("DOC?1", &Text::new("Nobody read it.")));
    for (format, ending) in [(Format::CasJson, "json"), (Format::WebannoTsv, "tsv")] {
        let (files, _) = exported(&project, format);
        let paths: Vec<&str> = files.0.iter().map(|(path, _)| path.as_str()).collect();
        let wanted = ["DOC_1-2/INITIAL_CAS", "doc_1/Mara", "doc_1/anonymous", "doc_1/mara-2"];
        assert_eq!(paths, wanted.map(|path| format!("annotation/{path}.{ending}")));
        let back = imported(&files, format).project();
        let ids: Vec<&str> = back.documents.iter().map(|document| document.id().as_str()).collect();
        assert_eq!(ids, ["DOC?1", "doc/1"]);
        let annotators: Vec<&str> = back.sets.iter().map(|set| set.annotator.as_str()).collect();
        assert_eq!(annotators, ["Mara", "", "mara"]);
    }
}

#[test]
fn each_split_is_a_project_of_its_own() {
    for format in [Format::CasJson, Format::CasXmi, Format::WebannoTsv] {
        let (files, _) = exported_in_splits(&rich(), format, &[("doc/1", "train")]);
        let path = &files.0.last().expect("there is a file").0;
        assert!(path.starts_with("train/annotation/doc_1/Mara."), "{path}");
        assert_eq!(detect(&files), Some(format));
        let back = imported(&files, format).project();
        assert_eq!((back.documents[0].id().as_str(), back.sets[0].annotator.as_str()), ("doc/1", "Mara"));
    }
}

#[test]
fn what_xml_can_not_hold_is_told() {
    let project = project("a\u{c}b [c\u{1}|l] d", |spans, _| {
        spans[0].note = "\u{b}".into();
        spans[0].attributes = values(&[("kind", text("\u{ffff}"))]);
    });
    let (files, losses) = exported(&project, Format::CasXmi);
    let told: Vec<_> = losses.iter().map(|loss| (loss.what, loss.of.as_str())).collect();
    assert_eq!(told, [(Lost::Text, ""), (Lost::Attributes, "s1"), (Lost::Note, "s1")]);
    let xmi = file(&files, "annotation/doc_1/Mara.xmi");
    assert!(xmi.contains("sofaString=\"a\u{fffd}b c\u{fffd} d\""), "{xmi}");
    assert!(xmi.contains("illegalCharacters=\"1:c 5:1\""), "{xmi}");
    assert_eq!(imported(&files, Format::CasXmi).project().documents[0].text().as_str(), "a\u{c}b c\u{1} d");
}

/// The same CAS in both forms, as dkpro-cassis 0.12 wrote it.
fn from_cassis() -> [(Format, InMemory); 2] {
    let json = include_str!("../../fixtures/cassis.json");
    let xmi = include_str!("../../fixtures/cassis.xmi");
    let types = include_str!("../../fixtures/cassis-TypeSystem.xml");
    let xmi = InMemory(vec![("cassis.xmi".into(), xmi.into()), ("cassis-TypeSystem.xml".into(), types.into())]);
    [(Format::CasJson, InMemory::one("cassis.json", json)), (Format::CasXmi, xmi)]
}

#[test]
fn reads_what_cassis_writes() {
    for (format, files) in from_cassis() {
        assert_eq!(detect(&files), Some(format));
        let read = imported(&files, format);
        let project = read.project();
        assert_eq!(project.documents[0].id().as_str(), "cassis");
        assert_eq!(
            spans_of(&project),
            [
                "ORG: 6-19 \"Fishing Union\"",
                "LOC: 27-32 \"Bergø\"",
                "Claim: 34-49 \"It wants <fair>\"",
                "NamedEntity: 50-56 \"quotas\"",
            ]
        );
        let set = &project.sets[0];
        let named = |name: &str| set.span(&SpanId::new(name)).expect("the span is there");
        assert_eq!(named("5").attributes, values(&[("identifier", text("https://example.org/union"))]));
        let list = |texts: &[&str]| AttributeValue::Texts(texts.iter().map(|text| (*text).to_owned()).collect());
        let claim = [
            ("kinds", list(&["wish", "open question"])),
            ("sure", AttributeValue::YesNo(true)),
            ("tags", list(&["a b"])),
            ("weight", AttributeValue::Number(Number::parse("3").expect("a number"))),
        ];
        assert_eq!(named("9").attributes, values(&claim));
        let relations: Vec<_> = set.relations().map(|relation| relation.kind.as_str()).collect();
        assert_eq!(relations, ["met in"]);
        assert_eq!(set.document_labels, values(&[("topic", text("fishing"))]));
        let told: Vec<_> = read.warnings.iter().map(|warning| warning.problem.described().1).collect();
        assert_eq!(
            told,
            [
                "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity: labelled NamedEntity, by its name",
                "webanno.custom.Deal: labelled by its feature role",
                "webanno.custom.Claim: labelled Claim, by its name",
                "webanno.custom.Topic: read as labels of the document",
                "webanno.custom.Claim:Parts, feature that refers to others: 1",
                "webanno.custom.ClaimPartsLink, no annotation of text: 1",
            ]
        );
    }
}

const SOFA: &str =
    r#"{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaNum":1,"sofaID":"_InitialView","sofaString":"one two three"}"#;

fn from_structures(structures: &str) -> Collected {
    let json = format!("{{\"%TYPES\":{{}},\"%FEATURE_STRUCTURES\":[{SOFA},{structures}],\"%VIEWS\":{{}}}}");
    imported_from("x.json", &json, Format::CasJson)
}

#[test]
fn a_bad_structure_costs_only_itself() {
    let read = from_structures(concat!(
        "[],{},{\"%ID\":2},{\"%ID\":-3,\"%TYPE\":\"x\"},",
        r#"{"%ID":4,"%TYPE":"custom.Span","begin":"0","end":3,"label":"a"},"#,
        r#"{"%ID":5,"%TYPE":"custom.Span","begin":0,"label":"a"},"#,
        r#"{"%ID":6,"%TYPE":"custom.Span","begin":0,"end":99999999999999999999,"label":"a"},"#,
        r#"{"%ID":7,"%TYPE":"custom.Span","begin":0,"end":99,"label":"a"},"#,
        r#"{"%ID":8,"%TYPE":"custom.Span","begin":4,"end":4,"label":"a"},"#,
        r#"{"%ID":9,"%TYPE":"custom.Span","begin":4,"end":7,"label":5,"__proto__":"x","y":{}},"#,
        r#"{"%ID":10,"%TYPE":"custom.Relation","begin":4,"end":7,"label":"r","@Governor":9,"@Dependent":77},"#,
        r#"{"%ID":9,"%TYPE":"custom.Span","^begin":8,"^end":13,"label":"b","@sofa":1},"#,
        r#"{"%ID":11,"%TYPE":"custom.Span","begin":0,"end":3,"label":"c","@sofa":12}"#,
    ));
    assert_eq!(spans_of(&read.project()), ["Span: 4-7 \"two\"", "b: 8-13 \"three\""]);
    assert_eq!(
        problems(&read),
        [
            "malformed",
            "missing-field",
            "missing-field",
            "wrong-type",
            "wrong-type",
            "missing-field",
            "read-as",
            "read-as",
            "not-kept",
            "not-kept",
            "out-of-range",
            "out-of-range",
            "empty-span",
            "duplicate-id",
            "loose-relation",
        ]
    );
}

#[test]
fn structures_may_stand_by_their_number() {
    let json = concat!(
        "\u{feff}{\r\n \"%VIEWS\":{},\"%FEATURE_STRUCTURES\":{\"1\":{\"%TYPE\":\"uima.cas.Sofa\",\"sofaID\":\"other\",",
        "\"sofaString\":\"one\\r\\ntwo\"},\"7\":{\"%TYPE\":\"uima.tcas.Annotation\",\"begin\":5,\"end\":8}}}"
    );
    let files = InMemory::one("x", json);
    assert_eq!(detect(&files), Some(Format::CasJson));
    let read = imported(&files, Format::CasJson);
    assert_eq!(spans_of(&read.project()), ["Annotation: 4-7 \"two\""]);
    assert_eq!(problems(&read), ["read-as", "text-made-canonical"]);
}

#[test]
fn what_is_no_cas_is_told() {
    for (content, problem) in [
        ("", "malformed"),
        ("{\"%TYPES\":{}", "malformed"),
        ("[1]", "malformed"),
        ("{\"name\":\"a project\"}", "missing-field"),
        ("{\"%FEATURE_STRUCTURES\":3}", "wrong-type"),
        ("{\"%TYPES\":[],\"%FEATURE_STRUCTURES\":[]}", "wrong-type"),
        ("{\"%FEATURE_STRUCTURES\":[]}", "missing-field"),
    ] {
        let read = imported_from("x.json", content, Format::CasJson);
        assert_eq!((read.items.len(), problems(&read)), (0, vec![problem]), "{content}");
    }
}

/// An XMI with the structures before the text `one two three`.
fn xmi(structures: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:c=\"http:///my/own.ecore\" \
         xmlns:cas=\"http:///uima/cas.ecore\" xmlns:t=\"http:///uima/tcas.ecore\">{structures}\
         <cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" sofaString=\"one two three\"/>\
         <cas:View sofa=\"1\" members=\"\"/></xmi:XMI>"
    )
}

#[test]
fn xmi_without_types_is_read_as_text() {
    let read = imported_from(
        "x.xmi",
        &xmi(concat!(
            "<c:Tag xmi:id='2' sofa='1' begin='0' end='3' value='a&#x41;&amp;\nb' weight='3'/>",
            "<c:Tag xmi:id='3' sofa='1' begin='4' end='7' value='c'><kinds>x&lt;&#10;</kinds><kinds/></c:Tag>",
            "<c:Link xmi:id='4' begin='4' end='7' Governor='2' Dependent='3'/>",
        )),
        Format::CasXmi,
    );
    let project = read.project();
    assert_eq!(spans_of(&project), ["aA& b: 0-3 \"one\"", "c: 4-7 \"two\""]);
    let attributes = |id: &str| &project.sets[0].span(&SpanId::new(id)).expect("the span is there").attributes;
    assert_eq!(*attributes("2"), values(&[("weight", text("3"))]));
    assert_eq!(*attributes("3"), values(&[("kinds", AttributeValue::Texts(vec!["x<\n".into(), String::new()]))]));
    let kinds: Vec<_> = project.sets[0].relations().map(|relation| relation.kind.as_str()).collect();
    assert_eq!(kinds, ["Link"]);
    assert_eq!(problems(&read), ["read-as", "read-as", "read-as"]);
}

#[test]
fn the_nearest_type_systems_tell_what_features_take() {
    let types = |range: &str| -> Vec<u8> {
        format!(
            "<typeSystemDescription><types><typeDescription><name>my.own.Tag</name><description>d</description>\
             <supertypeName>my.own.Base</supertypeName></typeDescription><typeDescription><name>my.own.Base</name>\
             <supertypeName>my.own.Tag</supertypeName><features><featureDescription><name> x </name>\
             <rangeTypeName>{range}</rangeTypeName></featureDescription></features></typeDescription></types>\
             </typeSystemDescription>"
        )
        .into_bytes()
    };
    let cas = || xmi("<c:Tag xmi:id='2' begin='0' end='3' label='l' x='1'/>").into_bytes();
    let files = InMemory(vec![
        ("a/1.xmi".into(), cas()),
        ("a/b/2.xmi".into(), cas()),
        ("a/b/own.xml".into(), types("uima.cas.Integer")),
        ("a/types.xml".into(), types("uima.cas.StringList")),
        ("c/3.xmi".into(), cas()),
        ("c/TypeSystem.xml".into(), types("uima.cas.Integer")[..300].to_vec()),
        ("other.xml".into(), b"<x/>".to_vec()),
    ]);
    let read = imported(&files, Format::CasXmi);
    let project = read.project();
    let said: Vec<_> =
        project.sets.iter().map(|set| set.spans().iter().next().expect("a span").attributes.clone()).collect();
    let number = AttributeValue::Number(Number::parse("1").expect("a number"));
    let wanted = [AttributeValue::Texts(vec!["1".into()]), number, text("1")];
    assert_eq!(said, wanted.map(|value| values(&[("x", value)])));
    assert_eq!(problems(&read), ["read-as", "malformed"]);
}

#[test]
fn a_bad_element_costs_only_itself() {
    let read = imported_from(
        "x.xmi",
        &xmi(concat!(
            "<c:Tag xmi:id='2' begin='0' end='3' value='a' value='b'/>",
            "<c:Tag xmi:id='x' begin='0' end='3'/>",
            "<c:Tag begin='0' end='3'/>",
            "<c:Tag xmi:id='3' begin='0' end='3' value='&nobody;'/>",
            "<nobody:Tag xmi:id='4' begin='0' end='3'/>",
            "<c:Tag xmi:id='5' begin='-1' end='3'/>",
            "<t:Annotation xmi:id='6' begin='4' end='7'/>",
        )),
        Format::CasXmi,
    );
    assert_eq!(spans_of(&read.project()), ["Annotation: 4-7 \"two\""]);
    let wanted =
        ["read-as", "malformed", "wrong-type", "missing-field", "malformed", "malformed", "wrong-type", "read-as"];
    assert_eq!(problems(&read), wanted);
}

#[test]
fn a_broken_xmi_is_read_as_far_as_it_goes() {
    let whole = xmi("<c:Tag xmi:id='2' begin='0' end='3' value='a'/>");
    let text_first = "<cas:Sofa xmi:id='9' sofaID='_InitialView' sofaString='one two'/>";
    let cut = xmi(&format!("{text_first}<c:Tag xmi:id='2' begin='0' end='3' value='a'/><c:Tag"));
    let cut = &cut[..cut.find("<c:Tag<").unwrap_or(cut.len())];
    let read = imported_from("x.xmi", cut.trim_end_matches("<c:Tag"), Format::CasXmi);
    assert_eq!(spans_of(&read.project()), ["a: 0-3 \"one\""]);
    for place in 0..whole.len() {
        if whole.is_char_boundary(place) {
            let read = imported_from("x.xmi", &whole[..place], Format::CasXmi);
            assert!(problems(&read).contains(&"malformed"), "{place}");
        }
    }
}

#[test]
fn entities_and_depth_are_refused() {
    let bomb = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>{}",
        xmi("<c:Tag xmi:id='2' begin='0' end='3' value='&b;'/>").trim_start_matches("<?xml version=\"1.0\"?>")
    );
    let deep = xmi(&format!("<c:Tag xmi:id='2' begin='0' end='3'>{}", "<a>".repeat(100_000)));
    for content in
        [bomb.as_str(), deep.as_str(), "<html/>", "no xml", "", "<xmi:XMI xmlns:xmi='http://www.omg.org/XMI'>&x;"]
    {
        let read = imported_from("x.xmi", content, Format::CasXmi);
        assert_eq!(read.items.len(), 0);
        assert_eq!(problems(&read).last(), Some(&"malformed"));
    }
}

#[test]
fn an_exported_project_of_inception_names_documents_and_annotators() {
    let json = |annotation: &str| -> Vec<u8> {
        let meta = r#"{"%ID":8,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData","documentTitle":"a.txt","documentId":"eve","documentUri":"file:/srv/a.txt","language":"x-unspecified"}"#;
        format!("{{\"%FEATURE_STRUCTURES\":[{SOFA},{meta}{annotation}]}}").into_bytes()
    };
    let tag = r#",{"%ID":9,"%TYPE":"custom.Span","begin":0,"end":3,"label":"a"}"#;
    let token = r#",{"%ID":9,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token","begin":0,"end":3}"#;
    let files = InMemory(vec![
        ("annotation/a.txt/INITIAL_CAS.json".into(), json(token)),
        ("annotation/a.txt/eve.json".into(), json(tag)),
        ("annotation/b.txt/INITIAL_CAS.json".into(), json("")),
        ("curation/a.txt/CURATION_USER.json".into(), json(tag)),
        ("exportedproject.json".into(), b"{\"name\":\"x\"}".to_vec()),
    ]);
    assert_eq!(detect(&files), Some(Format::CasJson));
    let read = imported(&files, Format::CasJson);
    let project = read.project();
    let ids: Vec<&str> = project.documents.iter().map(|document| document.id().as_str()).collect();
    assert_eq!(ids, ["a.txt", "b.txt"]);
    let sets: Vec<_> = project.sets.iter().map(|set| (set.document.as_str(), set.annotator.as_str())).collect();
    assert_eq!(sets, [("a.txt", "eve"), ("a.txt", "CURATION_USER")]);
    let metadata = &project.documents[0].metadata;
    assert_eq!(
        (metadata.title.as_deref(), metadata.source.as_deref(), metadata.language.as_deref()),
        (Some("a.txt"), None, None)
    );
    assert_eq!(problems(&read), ["missing-field"]);
}

#[test]
fn files_that_are_no_text_are_told() {
    let files = InMemory(vec![("a.xmi".into(), vec![0xff, 0xff]), ("b.xmi".into(), xmi("").into_bytes())]);
    let read: Result<Collected, Unreadable> = Collected::read(Format::CasXmi, &files);
    let read = read.expect("the other file is read");
    assert_eq!((read.items.len(), problems(&read)), (1, vec!["malformed", "read-as"]));
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn json_comes_back_as_it_went(project in samples::any_project()) {
        assert_survives(&project, Format::CasJson);
    }

    #[test]
    fn xmi_comes_back_as_it_went(project in samples::any_project()) {
        assert_survives(&project, Format::CasXmi);
    }
}
