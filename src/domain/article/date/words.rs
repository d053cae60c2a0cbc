//! The words dates are written with: English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Danish,
//! Norwegian, Polish, Czech, Russian, Turkish, Korean, Japanese and Chinese; all in lower case.

use super::Zone;

/// Each month's names, in full and short, also as they are inflected in a date.
const MONTHS: [&str; 12] = [
    "january jan januar jänner janvier janv enero ene janeiro gennaio gen januari styczeń stycznia sty leden ledna led \
     январь января янв ocak oca",
    "february feb february febr februar feber février fevrier févr fév febrero fevereiro fev febbraio februari luty \
     lutego lut únor února úno февраль февраля фев февр şubat şub",
    "march mar märz mär maerz mrz mars marzo março marco maart mrt marts marzec marca březen března bře март марта мар \
     mart",
    "april apr avril avr abril abr aprile kwiecień kwietnia kwi duben dubna dub апрель апреля апр nisan nis",
    "may mai mayo maio maggio mag mei maj maja květen května kvě май мая mayıs",
    "june jun juni juin junio junho giugno giu czerwiec czerwca cze červen června čvn июнь июня июн haziran haz",
    "july jul juli juillet juil julio julho luglio lug lipiec lipca lip červenec července čvc июль июля июл temmuz tem",
    "august aug août aout agosto ago augustus augusti sierpień sierpnia sie srpen srpna srp август августа авг ağustos \
     ağu",
    "september sep sept septembre septiembre setiembre setembro set settembre wrzesień września wrz září zář сентябрь \
     сентября сен сент eylül eyl",
    "october oct oktober okt octobre octubre outubro out ottobre ott október październik października paź říjen října \
     říj октябрь октября окт ekim eki",
    "november nov novembre noviembre novembro listopad listopada listopadu lis ноябрь ноября ноя нояб kasım kasim kas",
    "december dec dezember dez décembre decembre déc diciembre dic dezembro dicembre desember des grudzień grudnia gru \
     prosinec prosince pro декабрь декабря дек aralık aralik ara",
];

/// Months' names that are other words too, and count as a date only with day and year.
pub(super) const AMBIGUOUS_MONTHS: [&str; 20] = [
    "mars", "mart", "set", "out", "ago", "gen", "ene", "lis", "lip", "sie", "led", "eki", "oca", "ara", "kas", "des",
    "pro", "mag", "dub", "lut",
];

/// Weekdays, in full and short.
const WEEKDAYS: [&str; 13] = [
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun",
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so",
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim",
    "lunes martes miércoles miercoles jueves viernes sábado sabado domingo jue vie sáb dom",
    "segunda terça quarta quinta sexta feira seg ter qua qui sex",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica gio sab",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo",
    "måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag man tir ons tor fre lør søn",
    "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    "pondělí úterý středa čtvrtek pátek neděle",
    "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс",
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    "월요일 화요일 수요일 목요일 금요일 토요일 일요일 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 星期一 星期二 星期三 \
     星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日",
];

/// Words that stand before the date something was published on.
pub(super) const PUBLISHED: [&str; 33] = [
    "published",
    "posted",
    "created",
    "issued",
    "veröffentlicht",
    "erschienen",
    "erstellt",
    "publié",
    "publiée",
    "publicado",
    "publicada",
    "pubblicato",
    "pubblicata",
    "gepubliceerd",
    "publicerad",
    "publicerat",
    "publiceret",
    "publisert",
    "opublikowano",
    "publikacja",
    "publikováno",
    "опубликовано",
    "yayınlanma",
    "yayın",
    "입력",
    "등록",
    "발행",
    "公開日",
    "公開",
    "掲載",
    "配信",
    "发布时间",
    "发布",
];

/// Words that stand before the date something was changed on.
pub(super) const UPDATED: [&str; 32] = [
    "updated",
    "modified",
    "edited",
    "aktualisiert",
    "geändert",
    "actualisé",
    "modifié",
    "jour",
    "actualizado",
    "actualizada",
    "atualizado",
    "atualizada",
    "aggiornato",
    "aggiornata",
    "aggiornamento",
    "bijgewerkt",
    "gewijzigd",
    "uppdaterad",
    "uppdaterat",
    "opdateret",
    "oppdatert",
    "aktualizacja",
    "zaktualizowano",
    "aktualizováno",
    "обновлено",
    "güncelleme",
    "수정",
    "更新",
    "更新日",
    "更新日時",
    "最終更新",
    "更新时间",
];

/// Words that may stand in a date and say nothing of it.
pub(super) const FILLERS: [&str; 78] = [
    // What labels are made of.
    "date",
    "first",
    "last",
    "on",
    "at",
    "of",
    "the",
    "stand",
    "zuletzt",
    "am",
    "um",
    "mis",
    "mise",
    "à",
    "le",
    "la",
    "el",
    "em",
    "en",
    "a",
    "as",
    "às",
    "las",
    "los",
    "il",
    "alle",
    "ore",
    "op",
    "om",
    "den",
    "kl",
    "klo",
    "dnia",
    "tarihi",
    "승인",
    "일시",
    "投稿",
    "发表于",
    "于",
    "日時",
    "日付",
    "日期",
    // Between the parts of a date.
    "de",
    "del",
    "di",
    "do",
    "vom",
    "van",
    "der",
    "y",
    "e",
    "и",
    "г",
    "года",
    "godz",
    "в",
    "r",
    "roku",
    "o",
    "v",
    "ve",
    // What makes a number an ordinal, and a number a year, a month, a day.
    "st",
    "nd",
    "rd",
    "th",
    "er",
    "ère",
    "º",
    "ª",
    "年",
    "月",
    "日",
    "号",
    "년",
    "월",
    "일",
    "t",
    "h",
];

/// Halves of the day, and whether it is the later one.
pub(super) const HALVES: [(&str, bool); 12] = [
    ("am", false),
    ("pm", true),
    ("오전", false),
    ("오후", true),
    ("午前", false),
    ("午後", true),
    ("上午", false),
    ("下午", true),
    ("öö", false),
    ("ös", true),
    ("öğleden", true),
    ("晚上", true),
];

/// What stands behind an hour.
pub(super) const HOURS: [&str; 11] = ["uhr", "h", "hrs", "heures", "heure", "uur", "시", "時", "时", "点", "horas"];
/// What stands behind a minute.
pub(super) const MINUTES: [&str; 5] = ["min", "분", "分", "m", "minutes"];
/// What stands behind a second.
pub(super) const SECONDS: [&str; 4] = ["s", "초", "秒", "sec"];

/// The month with this name, from 1.
pub(super) fn month(name: &str) -> Option<u32> {
    let place = MONTHS.iter().position(|names| names.split(' ').any(|known| known == name))?;
    u32::try_from(place + 1).ok()
}

pub(super) fn is_weekday(name: &str) -> bool {
    WEEKDAYS.iter().any(|names| names.split(' ').any(|known| known == name))
}

/// The zone with this name. Names that several countries use are the United States', but for `BST`, British summer time;
/// those which say nothing of summer or winter, and `IST`, are unknown.
pub(super) fn zone(name: &str) -> Option<Zone> {
    let hours = match name {
        "z" | "utc" | "gmt" => return Some(Zone::Utc),
        "et" | "ct" | "mt" | "pt" | "ist" => return Some(Zone::Unknown),
        "wet" => 0,
        "bst" | "cet" | "mez" | "west" => 1,
        "cest" | "mesz" | "eet" | "sast" => 2,
        "eest" | "msk" | "trt" => 3,
        "hkt" | "sgt" => 8,
        "kst" | "jst" => 9,
        "aest" => 10,
        "aedt" => 11,
        "nzst" => 12,
        "nzdt" => 13,
        "adt" | "brt" => -3,
        "edt" | "ast" => -4,
        "est" | "cdt" => -5,
        "cst" | "mdt" => -6,
        "mst" | "pdt" => -7,
        "pst" | "akdt" => -8,
        "akst" => -9,
        "hst" => -10,
        _ => return None,
    };
    Some(Zone::Minutes(hours * 60))
}
