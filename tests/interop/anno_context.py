"""The JSON-LD context of the Web Annotation Vocabulary, so that none is fetched.

Its terms are those of www.w3.org/TR/annotation-vocab.
"""

PREFIXES = {
    "oa": "http://www.w3.org/ns/oa#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "iana": "http://www.iana.org/assignments/relation/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "schema": "http://schema.org/",
}

CLASSES = {
    "oa": [
        "Annotation", "TextualBody", "ResourceSelection", "SpecificResource", "FragmentSelector", "CssSelector",
        "XPathSelector", "TextQuoteSelector", "TextPositionSelector", "DataPositionSelector", "SvgSelector",
        "RangeSelector", "TimeState", "HttpRequestState", "Choice", "Motivation",
    ],
    "dctypes": ["Dataset", "Text"],
    "foaf": ["Person", "Organization"],
    "schema": ["Audience"],
}  # fmt: skip

RENAMED = {
    "Image": "dctypes:StillImage",
    "Video": "dctypes:MovingImage",
    "Audio": "dctypes:Sound",
    "CssStylesheet": "oa:CssStyle",
    "Software": "as:Application",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "auto": "oa:autoDirection",
    "ltr": "oa:ltrDirection",
    "rtl": "oa:rtlDirection",
}

MOTIVATIONS = [
    "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying", "linking",
    "moderating", "questioning", "replying", "reviewing", "tagging", "assessing",
]  # fmt: skip

# Properties whose values are resources.
LINKS = {
    "body": "oa:hasBody",
    "target": "oa:hasTarget",
    "source": "oa:hasSource",
    "selector": "oa:hasSelector",
    "state": "oa:hasState",
    "scope": "oa:hasScope",
    "refinedBy": "oa:refinedBy",
    "startSelector": "oa:hasStartSelector",
    "endSelector": "oa:hasEndSelector",
    "renderedVia": "oa:renderedVia",
    "creator": "dcterms:creator",
    "audience": "schema:audience",
    "rights": "dcterms:rights",
    "generator": "as:generator",
    "stylesheet": "oa:styledBy",
    "cached": "oa:cachedSource",
    "canonical": "oa:canonical",
    "via": "oa:via",
    "conformsTo": "dcterms:conformsTo",
    "email": "foaf:mbox",
    "homepage": "foaf:homepage",
    "first": "as:first",
    "last": "as:last",
    "next": "as:next",
    "prev": "as:prev",
    "partOf": "as:partOf",
}

# Properties whose values are words of the vocabulary.
WORDS = {"motivation": "oa:motivatedBy", "purpose": "oa:hasPurpose", "textDirection": "oa:textDirection"}

TIMES = {
    "created": "dcterms:created",
    "modified": "dcterms:modified",
    "generated": "dcterms:issued",
    "sourceDate": "oa:sourceDate",
    "sourceDateStart": "oa:sourceDateStart",
    "sourceDateEnd": "oa:sourceDateEnd",
}

NUMBERS = {"start": "oa:start", "end": "oa:end", "total": "as:totalItems", "startIndex": "as:startIndex"}

TEXTS = {
    "accessibility": "schema:accessibilityFeature",
    "bodyValue": "oa:bodyValue",
    "format": "dc:format",
    "language": "dc:language",
    "processingLanguage": "oa:processingLanguage",
    "value": "rdf:value",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "styleClass": "oa:styleClass",
    "name": "foaf:name",
    "email_sha1": "foaf:mbox_sha1sum",
    "nickname": "foaf:nick",
    "label": "rdfs:label",
}

CONTEXT = {
    "@context": {
        **PREFIXES,
        "id": {"@type": "@id", "@id": "@id"},
        "type": {"@type": "@id", "@id": "@type"},
        **{name: f"{prefix}:{name}" for prefix, names in CLASSES.items() for name in names},
        **RENAMED,
        **{name: f"oa:{name}" for name in MOTIVATIONS},
        **{name: {"@type": "@id", "@id": term} for name, term in LINKS.items()},
        **{name: {"@type": "@vocab", "@id": term} for name, term in WORDS.items()},
        **{name: {"@type": "xsd:dateTime", "@id": term} for name, term in TIMES.items()},
        **{name: {"@type": "xsd:nonNegativeInteger", "@id": term} for name, term in NUMBERS.items()},
        **TEXTS,
        "items": {"@container": "@list", "@id": "as:items"},
    }
}
