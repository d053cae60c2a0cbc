//! Pages copied as text: what of them is the article.
//!
//! Each line begins with what it is: `T` title, `B` byline, `D` date, `H` heading, `L` item of a list, blank a paragraph;
//! `-` is left out.

use postil::domain::article::draft::Draft;
use postil::domain::article::plain::draft;
use postil::domain::document::Role;
use postil::domain::text::Text;

/// Reads a marked page and holds what is found against its marks.
#[track_caller]
fn page(marked: &str) -> Draft {
    let marked: Vec<(char, &str)> = marked
        .trim_matches('\n')
        .lines()
        .map(|line| (line.chars().next().unwrap_or(' '), line.get(2..).unwrap_or_default()))
        .collect();
    let raw: String = marked.iter().map(|(_, line)| format!("{line}\n")).collect();
    let found = draft(Text::new(&raw));
    let mut at = 0;
    let mut shown = Vec::new();
    for (mark, line) in &marked {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len() + 1;
        if line.trim().is_empty() {
            continue;
        }
        let piece = found
            .pieces()
            .iter()
            .find(|piece| piece.range.start().byte() <= start && start < piece.range.end().byte())
            .expect("every word is in a piece");
        let is = match piece.role {
            _ if !piece.kept => '-',
            Role::Title => 'T',
            Role::Byline => 'B',
            Role::Date => 'D',
            Role::Heading => 'H',
            Role::ListItem => 'L',
            Role::Paragraph => ' ',
        };
        shown.push((*mark, is, *line));
    }
    let show = |of: fn(&(char, char, &str)) -> char| -> Vec<String> {
        shown.iter().map(|line| format!("{} {}", of(line), line.2)).collect()
    };
    assert_eq!(show(|line| line.1), show(|line| line.0));
    found
}

#[track_caller]
fn says(found: &Draft, title: &str, byline: &str, published: &str) {
    let or_none = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
    let metadata = &found.metadata;
    assert_eq!(
        (metadata.title.clone(), metadata.byline.clone(), metadata.published.clone()),
        (or_none(title), or_none(byline), or_none(published))
    );
}

#[test]
fn a_news_page_with_menu_banner_form_and_card() {
    let found = page(
        "
- We use cookies to improve your visit. Read our privacy policy to learn more about it.
- Accept all
- Manage preferences

- Skip to main content

- The Harbour Gazette

- Home
- News
- Ports
- Opinion

- Home › News › Ports

T Three ports agree to share their data

  The agreement is the first of its kind, and nobody had expected it this year.

B By Mara Lindqvist, Staff Writer
D June 7, 2024
D 8:21 PM EST
- 5 min read

- Share on Facebook
- Copy link

- Photo by Jonas Berg

  Ships wait outside the port of Busan in May.

  Three ports agreed on Thursday to share what they know about the ships that call at them, and about the ships that do not.

- Advertisement

  The agreement had been in the making for years, officials said, and was signed in a small room above the fish market.

H What comes next

  Nobody knows yet. The ports will meet again in the autumn, when the ice in the north has not yet closed the passage.

- Read more: Why ports are so slow to share

L • Busan will open its archive.
L • Hamburg will follow in a year.

  “We have waited long for this,” the harbour master said on Friday, and closed the door.

- Sign up for our newsletter
- The best stories from the harbour, every Friday.
- Enter your email

- By signing up, you agree to our terms of use and our privacy policy. You can unsubscribe at any time.

- Mara Lindqvist
- Mara Lindqvist is a reporter at The Harbour Gazette. She has covered ports and the sea since 2004.

- Related articles
- Why ports are so slow to share
- A door closes in Busan

- Comments (12)

- © 2024 The Harbour Gazette. All rights reserved.
",
    );
    says(&found, "Three ports agree to share their data", "Mara Lindqvist", "2024-06-07T20:21:00-05:00");
    assert_eq!(found.metadata.language.as_deref(), Some("en"));
}

#[test]
fn a_german_page() {
    let found = page(
        "
- Zum Inhalt springen

- Hafenbote

T Drei Häfen teilen künftig ihre Daten

B Von Jörg Müller, Hamburg
D Veröffentlicht am 7. Juni 2024 um 20:21 Uhr
- Lesezeit: 4 Minuten

- Foto: Anna Schmidt

  Drei Häfen haben sich am Donnerstag darauf verständigt, ihr Wissen über die Schiffe zu teilen, die bei ihnen anlegen.

- Anzeige

  Das Abkommen war seit Jahren vorbereitet worden und wurde in einem kleinen Zimmer über dem Fischmarkt unterzeichnet.

- Lesen Sie auch: Warum Häfen so ungern teilen

  Im Herbst wollen sich die Häfen wieder treffen, bevor das Eis im Norden die Durchfahrt schließt.

- Das könnte Sie auch interessieren
- Ein Tor schließt sich
- Der letzte Lotse geht von Bord

- © 2024 Hafenbote
",
    );
    says(&found, "Drei Häfen teilen künftig ihre Daten", "Jörg Müller", "2024-06-07T20:21");
    assert_eq!(found.metadata.language.as_deref(), Some("de"));
}

#[test]
fn a_french_page() {
    let found = page(
        "
- Aller au contenu

T Trois ports vont partager leurs données

B Par Élodie Martin
D Publié le 7 juin 2024 à 20h21, mis à jour le 8 juin 2024 à 9h10
- Temps de lecture : 4 min

  Trois ports se sont mis d’accord jeudi pour partager ce qu’ils savent des navires qui y font escale.

- Lire aussi : Pourquoi les ports partagent si peu

  L’accord était en préparation depuis des années et a été signé dans une petite salle au-dessus du marché.

- Abonnez-vous à notre lettre du vendredi
- Votre adresse e-mail

- Sur le même sujet
- Une porte se ferme
",
    );
    says(&found, "Trois ports vont partager leurs données", "Élodie Martin", "2024-06-07T20:21");
}

#[test]
fn spanish_portuguese_italian_and_dutch_pages() {
    page(
        "
T Tres puertos compartirán sus datos
B Por José Álvarez
D 7 de junio de 2024

  Tres puertos acordaron el jueves compartir lo que saben de los barcos que hacen escala en ellos.

- Publicidad

  El acuerdo llevaba años en preparación y se firmó en una pequeña sala sobre el mercado de pescado.

- Te puede interesar
- Se cierra una puerta

- Todos los derechos reservados
",
    );
    page(
        "
T Três portos vão compartilhar seus dados
B Por João da Silva
D 7 de junho de 2024 às 20h21

  Três portos concordaram na quinta-feira em compartilhar o que sabem sobre os navios que ali atracam.

- Continua após a publicidade

  O acordo vinha sendo preparado havia anos e foi assinado em uma pequena sala acima do mercado de peixe.

- Leia também: Uma porta se fecha

- Deixe um comentário
",
    );
    page(
        "
T Tre porti condivideranno i loro dati
B Di Giulia Rossi
D 7 giugno 2024

  Tre porti hanno concordato giovedì di condividere ciò che sanno delle navi che vi fanno scalo.

- Leggi anche: Una porta si chiude

  L’accordo era in preparazione da anni ed è stato firmato in una piccola stanza sopra il mercato del pesce.

- Iscriviti alla newsletter

- Riproduzione riservata
",
    );
    page(
        "
T Drie havens gaan hun gegevens delen
B Door Jan de Vries
D 7 juni 2024 om 20:21 uur

  Drie havens hebben donderdag afgesproken te delen wat zij weten over de schepen die er aanleggen.

- Advertentie

  De overeenkomst was al jaren in voorbereiding en werd getekend in een kleine kamer boven de vismarkt.

- Meest gelezen
- Een deur gaat dicht
",
    );
}

#[test]
fn korean_japanese_and_chinese_pages() {
    let found = page(
        "
- 본문 바로가기

- 항구일보

T 세 항구, 선박 자료 함께 쓰기로

B 홍길동 기자
D 입력 2024.06.07 오후 8:21

  세 항구는 목요일 입항하는 선박에 관한 자료를 함께 쓰기로 합의했다고 밝혔다.

- 광고

  이 합의는 여러 해 동안 준비된 것으로, 수산시장 위의 작은 방에서 서명되었다.

- 관련기사
- 닫히는 문

- 무단 전재 및 재배포 금지
",
    );
    says(&found, "세 항구, 선박 자료 함께 쓰기로", "홍길동", "2024-06-07T20:21");
    assert_eq!(found.metadata.language.as_deref(), Some("ko"));
    let found = page(
        "
- ページトップへ

T 三つの港、船の情報を共有へ

B 山田太郎 記者
D 公開日：2024年6月7日

  三つの港は木曜日、入港する船についての情報を共有することで合意したと発表した。

- 広告

  この合意は何年も前から準備されてきたもので、魚市場の上の小さな部屋で署名された。

- 関連記事
- 閉まる扉
",
    );
    says(&found, "三つの港、船の情報を共有へ", "山田太郎", "2024-06-07");
    let found = page(
        "
- 首页
- 登录

T 三个港口将共享船舶数据

B 记者 王小明
D 2024年06月07日 20:21

  三个港口周四同意共享有关停靠船舶的信息，官员们表示这在历史上是第一次。

- 广告

  该协议已经准备多年，在鱼市场楼上的一个小房间里签署，没有人预料到这一天会来。

- 责任编辑：李华

- 相关阅读
- 一扇门关上了
",
    );
    says(&found, "三个港口将共享船舶数据", "王小明", "2024-06-07T20:21");
    assert_eq!(found.metadata.language.as_deref(), Some("zh"));
}

#[test]
fn each_line_of_a_page_may_be_a_paragraph() {
    let found = page(
        "
- The Harbour Gazette
T Three ports agree to share their data
B By Mara Lindqvist
D June 7, 2024
- Share this article
  Three ports agreed on Thursday to share what they know about the ships that call at them.
  The agreement had been in the making for years, officials said, and was signed above the fish market.
  The ports will meet again in the autumn, when the ice in the north has not yet closed the passage.
- About the author
- Mara Lindqvist has covered ports and the sea since she was a child in a harbour town.
- View all posts
",
    );
    says(&found, "Three ports agree to share their data", "Mara Lindqvist", "2024-06-07");
}

#[test]
fn byline_and_date_may_stand_on_one_line_or_without_a_place_of_their_own() {
    let body = "Three ports agreed on Thursday to share what they know about the ships that call at them.";
    let found = page(&format!("T Ports share data\n  \nB By Mara Lindqvist | June 7, 2024 | 5 min read\n  \n  {body}"));
    says(&found, "Ports share data", "Mara Lindqvist", "2024-06-07");
    let found = page(&format!("T Ports share data\n  \nB By\n  \nB Mara Lindqvist\n  \nD June 7, 2024\n  \n  {body}"));
    says(&found, "Ports share data", "Mara Lindqvist", "2024-06-07");
}

#[test]
fn a_title_is_known_by_its_words_not_its_length() {
    let found = page(
        "
- Everything that is worth knowing about coasts, tides and weather

T Ports share data

B By Mara Lindqvist

  Three ports agreed on Thursday to share what they know about the ships that call at them.

  The agreement had been in the making for years, officials said, and was signed above the fish market.
",
    );
    says(&found, "Ports share data", "Mara Lindqvist", "");
}

#[test]
fn a_lone_sentence_before_a_menu_is_not_the_body() {
    let found = page(
        "
- You are reading the edition for people who live on an island.

- • Ports
- • Ships
- • Fish
- • Weather
- • Tides
- • Maps
- • Letters
- • Crosswords and games

T Three ports share their data

B By Mara Lindqvist

  Three ports agreed on Thursday to share their data, which is what they know about the ships that call at them.

  The agreement had been in the making for years, officials said, and was signed above the fish market.
",
    );
    says(&found, "Three ports share their data", "Mara Lindqvist", "");
}

#[test]
fn a_headline_may_stand_on_the_page_twice() {
    let found = page(
        "
- The Harbour Gazette

T Three ports share their data

- Three ports share their data

B By Mara Lindqvist

  Three ports agreed on Thursday to share their data, which is what they know about the ships that call at them.
",
    );
    says(&found, "Three ports share their data", "Mara Lindqvist", "");
}

#[test]
fn what_stands_between_headline_and_prose_is_kept_unless_it_is_a_menu() {
    page(
        "
- World

T Three ports share their data

  What it means for the ships, and for the fish

B By Mara Lindqvist

- Facebook
- WhatsApp
- Telegram

  Ports, Ships

  Three ports agreed on Thursday to share their data, which is what they know about the ships that call at them.

- #ports #ships
",
    );
}

#[test]
fn the_article_goes_on_behind_a_form() {
    page(
        "
T Three ports share their data

B By Mara Lindqvist

  Three ports agreed on Thursday to share what they know about the ships that call at them.

- Sign up for our newsletter
- Your email address

- By signing up, you agree to our privacy policy and to receive mails from us. You can unsubscribe at any time.

H What comes next

  The agreement had been in the making for years, officials said, and was signed above the fish market.

  The ports will meet again in the autumn, when the ice in the north has not yet closed the passage.

- Related articles

- A door closes in Busan

- Nobody had expected this to happen so soon, least of all the people of Busan.

- The last pilot leaves

- He had worked in the harbour for forty years, and will not come back to it.
",
    );
}

#[test]
fn a_single_long_paragraph_goes_on_behind_a_form_too() {
    page(
        "
T Three ports share their data

  Three ports agreed on Thursday to share what they know about the ships that call at them, officials said.

- Subscribe to our newsletter

  The agreement had been in the making for years, officials said, and was signed in a small room above the fish market. The \
         ports will meet again in the autumn, when the ice has not yet closed the passage, and will then decide.

- Leave a comment
",
    );
}
