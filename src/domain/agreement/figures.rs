//! What each figure is called, what it says, when it misleads, and where it comes from.

/// A figure in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its name in files.
    pub name: &'static str,
    /// Its name on the screen.
    pub title: &'static str,
    /// What it means, in a sentence.
    pub meaning: &'static str,
    /// When it misleads.
    pub caution: &'static str,
    /// Who proposed it and where.
    pub source: &'static str,
}

/// Every figure, those to be read first before others.
pub const FIGURES: [Figure; 20] = [
    Figure {
        name: "strict_f1",
        title: "Strict span F1",
        meaning: "How many spans both marked with the same borders and the same label, out of all that either marked.",
        caution: "A border that is off by one character counts as much as a span that is missing.",
        source: "Hripcsak and Rothschild 2005: it equals positive specific agreement, and needs no count of what nobody marked.",
    },
    Figure {
        name: "relaxed_f1",
        title: "Relaxed F1",
        meaning: "The same, but spans with the same label count as the same as soon as they overlap.",
        caution: "Far above the strict figure, it says that people agree on what, but not on where it begins and ends.",
        source: "Largest one-to-one matching of overlapping spans with the same label.",
    },
    Figure {
        name: "boundary_f1",
        title: "Border F1",
        meaning: "The same borders, whatever the label.",
        caution: "Far above the strict figure, it says that people agree on where, but not on which label.",
        source: "Multiset intersection of borders.",
    },
    Figure {
        name: "gamma",
        title: "Gamma",
        meaning: "How much better places and labels fit together than if the same spans lay anywhere; 1 is perfect, 0 is chance.",
        caution: "It is estimated from random samples, so the last digits change with the seed; very few spans make it unsteady.",
        source: "Mathet, Widlöcher and Métivier 2015.",
    },
    Figure {
        name: "u_alpha",
        title: "u-alpha",
        meaning: "Agreement on every character of the text, labelled or not, beyond chance.",
        caution: "It can't see the border between neighbouring spans with the same label, and overlapping spans are flattened first.",
        source: "Krippendorff, Mathet, Bouvry and Widlöcher 2016.",
    },
    Figure {
        name: "u_alpha_binary",
        title: "Binary u-alpha",
        meaning: "The same, but only for whether something is marked, whatever the label.",
        caution: "It says nothing of labels.",
        source: "Krippendorff, Mathet, Bouvry and Widlöcher 2016.",
    },
    Figure {
        name: "cu_alpha",
        title: "cu-alpha",
        meaning: "Agreement on the label where both marked something, beyond chance.",
        caution: "It says nothing of what only one marked.",
        source: "Krippendorff, Mathet, Bouvry and Widlöcher 2016.",
    },
    Figure {
        name: "alpha_U",
        title: "Krippendorff’s alpha_U",
        meaning: "Agreement on where units lie, label by label, beyond chance; what INCEpTION calls unitizing alpha.",
        caution: "Differences count by their square, so one long span that is missing weighs more than many short ones.",
        source: "Krippendorff 1995, 2004; DKPro Statistics.",
    },
    Figure {
        name: "token_cohen",
        title: "Token kappa (Cohen)",
        meaning: "Agreement on the label of each word, beyond chance.",
        caution: "Most words have no label, and agreeing on those raises it: it can be high while hardly any span is the same.",
        source: "Cohen 1960, over tokens by UAX #29.",
    },
    Figure {
        name: "token_fleiss",
        title: "Token kappa (Fleiss)",
        meaning: "The same for any number of annotators, on the articles all of them annotated.",
        caution: "Most words have no label, and agreeing on those raises it.",
        source: "Fleiss 1971, over tokens by UAX #29.",
    },
    Figure {
        name: "token_alpha",
        title: "Token alpha (Krippendorff)",
        meaning: "The same, where not everybody annotated every article.",
        caution: "Most words have no label, and agreeing on those raises it.",
        source: "Krippendorff 2019, nominal, over tokens by UAX #29.",
    },
    Figure {
        name: "dice_f1",
        title: "Overlap-weighted F1 (Dice)",
        meaning: "Relaxed F1, but each pair counts as much as its spans overlap: twice the shared characters by those of both.",
        caution: "Long spans that overlap widely hide short ones that are missing.",
        source: "Largest matching weighted by Dice’s coefficient.",
    },
    Figure {
        name: "iou_f1",
        title: "Overlap-weighted F1 (IoU)",
        meaning: "Relaxed F1, but each pair counts as much as its spans overlap: the shared characters by those of either.",
        caution: "Stricter than Dice for the same overlap.",
        source: "Largest matching weighted by intersection over union.",
    },
    Figure {
        name: "semeval.strict.f1",
        title: "SemEval strict",
        meaning: "Pairs of spans that belong together count where borders and label are the same.",
        caution: "Pairs are made first, so it can differ from the strict F1 where spans overlap.",
        source: "SemEval-2013 task 9.1.",
    },
    Figure {
        name: "semeval.exact.f1",
        title: "SemEval exact",
        meaning: "Pairs count where the borders are the same.",
        caution: "It says nothing of labels.",
        source: "SemEval-2013 task 9.1.",
    },
    Figure {
        name: "semeval.partial.f1",
        title: "SemEval partial",
        meaning: "Pairs count in full where the borders are the same, by half where they overlap.",
        caution: "It says nothing of labels, and half is half, however small the overlap.",
        source: "SemEval-2013 task 9.1.",
    },
    Figure {
        name: "semeval.ent_type.f1",
        title: "SemEval type",
        meaning: "Pairs count where spans overlap and have the same label.",
        caution: "It says little of borders.",
        source: "SemEval-2013 task 9.1.",
    },
    Figure {
        name: "muc.muc5.f1",
        title: "MUC-5 F1",
        meaning: "Right pairs count in full and partly right ones by half, out of all there should be and all there are.",
        caution: "An old scale, for comparing with old work.",
        source: "Chinchor and Sundheim 1993.",
    },
    Figure {
        name: "muc.muc7.f1",
        title: "MUC-7 F1",
        meaning: "Right pairs alone count.",
        caution: "An old scale, for comparing with old work.",
        source: "Chinchor 1998.",
    },
    Figure {
        name: "gamma_disorder",
        title: "Disorder (gamma)",
        meaning: "How far the spans are from lying on each other, before chance is taken off; 0 is perfect.",
        caution: "Its size depends on how many spans there are; only compare it within one project.",
        source: "Mathet, Widlöcher and Métivier 2015.",
    },
];

/// The figure with this name.
pub fn figure(name: &str) -> Option<&'static Figure> {
    FIGURES.iter().find(|figure| figure.name == name)
}
