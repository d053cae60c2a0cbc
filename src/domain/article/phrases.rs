//! The phrases a page's furniture is told by: English, German, French, Spanish, Portuguese, Italian, Dutch, Korean,
//! Japanese and Chinese, in lower case, without the marks and numbers at their ends. To teach a phrase, add it here.

use std::sync::LazyLock;

use super::lines::is_wide;

/// Phrases, read from a text that strokes and line ends part.
pub(super) type Phrases = LazyLock<Vec<&'static str>>;

/// The phrases in a text, in order.
pub(super) fn listed(text: &'static str) -> Vec<&'static str> {
    let mut phrases: Vec<&str> = text.split(['|', '\n']).map(str::trim).filter(|phrase| !phrase.is_empty()).collect();
    phrases.sort_unstable();
    phrases.dedup();
    phrases
}

/// How many places in the words one of the phrases stands at, beginning with a word.
pub(super) fn count(words: &str, phrases: &[&str]) -> usize {
    let mut before = ' ';
    let mut found = 0;
    for (at, character) in words.char_indices() {
        if is_wide(character) || (character.is_alphanumeric() && !before.is_alphanumeric()) {
            let rest = &words[at..];
            // What the rest begins with stands right before it in order, but for longer phrases with the same beginning.
            let end = phrases.partition_point(|known| *known <= rest);
            let near = phrases[..end].iter().rev().take_while(|known| known.starts_with(character));
            found += usize::from(near.into_iter().any(|known| rest.starts_with(known)));
        }
        before = character;
    }
    found
}

/// How long the longest of the phrases is that the words begin with, up to a word's end.
pub(super) fn opening(words: &str, phrases: &[&str]) -> Option<usize> {
    let is_whole = |phrase: &&&str| {
        let goes_on = words[phrase.len()..].starts_with(char::is_alphanumeric);
        !goes_on || phrase.ends_with(|last: char| is_wide(last) || !last.is_alphanumeric())
    };
    phrases.iter().filter(|phrase| words.starts_with(**phrase)).filter(is_whole).map(|phrase| phrase.len()).max()
}

/// What furniture says that nothing need follow from: advertisements, buttons, links to something else.
/// These are the whole of a line.
pub(super) static ASIDES: Phrases = LazyLock::new(|| {
    listed(
        "
    advertisement | advertising | article continues below advertisement | story continues below advertisement
    sponsored | sponsored content | paid content | scroll to continue with content | continue reading
    skip to content | skip to main content | skip to navigation | back to top | toggle navigation | open menu
    share this | share this article | share this story | share this page | share this post | share article
    share on facebook | share on twitter | share on x | share on linkedin | share via email | copy link
    print this page | email this article | gift this article | listen to this article | save for later | follow us
    sign up now | subscribe now | subscribe today | already a subscriber | accept all | accept cookies
    accept all cookies | reject all | cookie settings | manage cookies | manage preferences | cookie preferences
    privacy settings | breaking news | support our journalism | become a member | email address | your email
    your email address | e-mail-adresse | correo electrónico | anzeige | werbung | artikel teilen
    teilen auf facebook | zum inhalt springen | zum hauptinhalt springen | nach oben | alle akzeptieren
    alle ablehnen | cookie-einstellungen | jetzt abonnieren | jetzt anmelden | weiterlesen nach der anzeige
    artikel anhören | link kopieren | artikel drucken | merkliste | publicité | partager | partager cet article
    partager sur facebook | aller au contenu | tout accepter | tout refuser | la suite après cette publicité
    s'abonner | je m'abonne | copier le lien | haut de page | publicidad | compartir | compartir este artículo
    compartir en facebook | aceptar todo | aceptar todas | rechazar todo | ir al contenido | saltar al contenido
    suscríbete | copiar enlace | volver arriba | publicidade | compartilhar | compartilhe | compartilhe esta notícia
    partilhar | aceitar todos | pular para o conteúdo | ir para o conteúdo | continua após a publicidade | assine já
    copiar link | pubblicità | condividi | condividi questo articolo | condividi su facebook | accetta tutti
    rifiuta tutti | vai al contenuto | continua dopo la pubblicità | abbonati | copia link | torna su | advertentie
    deel dit artikel | deel via facebook | delen | alles accepteren | naar inhoud | naar boven | kopieer link
    lees verder na de advertentie | word abonnee | 광고 | 공유하기 | 기사 공유하기 | 본문 바로가기 | 본문으로 바로가기 | 글자크기 | 글자 크기 조절
    페이스북 공유 | 트위터 공유 | 카카오톡 | url복사 | url 복사 | 인쇄하기 | 스크랩 | 구독하기 | 동의하고 계속하기 | 広告 | この記事をシェア | シェアする | 記事をシェア
    ツイートする | コンテンツへスキップ | 本文へ移動 | ページトップへ | 印刷する | 同意する | すべて受け入れる | 広告の後に続きます | 广告 | 廣告 | 分享 | 分享到 | 分享本文 | 跳到主要内容
    返回顶部 | 回到顶部 | 全部接受 | 接受所有cookie | 打印本页
    ",
    )
});

/// Words of one line that are furniture only on what is a page by other signs too.
pub(super) static ASIDES_ON_A_PAGE: Phrases = LazyLock::new(|| {
    listed(
        "
    share | tweet | print | email | facebook | twitter | linkedin | whatsapp | reddit | pinterest | save | menu
    search | home | log in | login | sign in | sign up | subscribe | register | listen | close | teilen | drucken
    merken | suche | suchen | anmelden | startseite | kommentieren | connexion | recherche | accueil | imprimer
    inicio | buscar | iniciar sesión | imprimir | entrar | início | accedi | cerca | stampa | inloggen | zoeken | 공유
    로그인 | 검색 | 메뉴 | 홈 | シェア | ツイート | ログイン | 検索 | メニュー | ホーム | 登录 | 搜索 | 菜单 | 首页
    ",
    )
});

/// How lines begin that lead to something else.
pub(super) static ASIDE_OPENINGS: Phrases = LazyLock::new(|| {
    listed(
        "
    read more: | read also: | also read: | read next: | read more about | related: | see related: | more on this:
    share this | share on | follow us on | follow us: | download our app | download the app | listen to this article
    click here to | sign up here | support independent journalism | lesen sie auch | lesen sie hierzu
    lesen sie dazu | lesen sie mehr | mehr dazu: | mehr zum thema | auch interessant: | siehe auch: | folgen sie uns
    folge uns auf | lire aussi | à lire aussi | lire également | à lire également | voir aussi
    pour aller plus loin : | suivez-nous | lea también | lee también | leer también | lea además | lee además
    te puede interesar | le puede interesar | síguenos en | leia também | leia mais | veja também | saiba mais:
    siga-nos | siga o | leggi anche | leggi pure | vedi anche | approfondisci: | seguici su | lees ook | lees meer
    lees verder: | bekijk ook | volg ons op | 관련기사: | 관련 기사: | ▶관련기사 | ▶ 관련기사 | 더 보기: | 関連記事： | 関連記事: | 関連：
    あわせて読みたい | 合わせて読みたい | 【関連記事】 | 【関連】 | 続きを読む | 相关阅读 | 相关新闻： | 相关报道 | 相關新聞： | 延伸阅读 | 延伸閱讀 | 更多阅读 | 点击阅读 | 扫描二维码
    ",
    )
});

/// How lines begin that say who did something else for the article than write it.
pub(super) static CREDITS: Phrases = LazyLock::new(|| {
    listed(
        "
    designed by | photo by | photos by | photo: | photos: | photo credit | photograph by | photography by
    photograph: | image by | image: | image credit | picture: | illustration by | illustration: | graphic by
    graphic: | video by | edited by | translated by | produced by | cover photo | featured image | foto: | fotos:
    foto von | bild: | bilder: | bildquelle | bildnachweis | grafik: | illustration von | übersetzt von
    übersetzung: | aus dem englischen von | photo : | photos : | crédit photo | crédits photo | crédit : | crédits :
    traduit par | traduction : | foto de | fotografía: | fotografía de | imagen: | crédito | créditos | ilustración
    traducido por | traducción: | imagem: | foto por | traduzido por | tradução: | foto di | immagine: | crediti
    traduzione di | traduzione: | tradotto da | foto door | beeld: | vertaald door | vertaling: | 사진= | 사진 = | 사진:
    사진 제공 | 편집자 | 번역: | 写真： | 写真: | 写真＝ | 写真= | 写真提供 | 撮影： | 撮影: | 編集： | 翻訳： | 图片来源 | 圖片來源 | 图源 | 图： | 摄影： | 攝影：
    编辑： | 編輯： | 责任编辑 | 責任編輯 | 译者
    ",
    )
});

/// How lines say how long it takes to read.
pub(super) static READING_TIMES: Phrases = LazyLock::new(|| {
    listed(
        "
    min read | minute read | minutes read | mins read | minutes to read | reading time | read time | lesezeit
    min. lesezeit | minuten lesezeit | temps de lecture | min de lecture | minutes de lecture | tiempo de lectura
    min de lectura | minutos de lectura | tempo de leitura | min de leitura | tempo di lettura | minuti di lettura
    min di lettura | leestijd | minuten leestijd | min lezen | 읽는 시간 | 분 분량 | 読了時間 | 分で読めます | 阅读时间 | 分钟阅读 | 閱讀時間
    ",
    )
});

/// How paragraphs begin that ask for a subscription.
pub(super) static INVITATIONS: Phrases = LazyLock::new(|| {
    listed(
        "
    subscribe to our | subscribe to the newsletter | subscribe for | sign up for our | sign up to our
    sign up for the newsletter | sign up for free | sign up for newsletter | join our newsletter
    join our mailing list | get our newsletter | get the newsletter | get the latest news delivered
    get the best of | get our best stories | get daily news | never miss a story | don't miss a story
    stay up to date with our | enter your email | your email address | your e-mail address | our newsletter
    our newsletters | thanks for signing up | thank you for subscribing | newsletter sign-up | newsletter signup
    abonnieren sie unseren | abonnieren sie den newsletter | unser newsletter | unseren newsletter
    melden sie sich für unseren | melden sie sich zum newsletter | newsletter abonnieren | jetzt newsletter
    ihre e-mail-adresse | keine nachricht mehr verpassen | bleiben sie informiert | abonnez-vous
    inscrivez-vous à notre | inscrivez-vous à la newsletter | recevez notre | recevez la newsletter | recevez nos
    notre newsletter | votre adresse e-mail | votre adresse mail | votre email | ne manquez | suscríbete a
    suscríbase a | regístrate en nuestro | recibe nuestro | recibe las | recibe en tu correo | nuestro boletín
    tu correo electrónico | apúntate a | assine a nossa | assine nossa | assine a newsletter | inscreva-se na
    inscreva-se em nossa | receba nossa | receba as notícias | receba no seu e-mail | nossa newsletter
    subscreva a newsletter | seu e-mail | iscriviti alla | iscriviti a nostra | ricevi la nostra | ricevi le notizie
    la nostra newsletter | la tua email | schrijf je in voor | schrijf u in voor | meld je aan voor | ontvang onze
    abonneer je op | onze nieuwsbrief | je e-mailadres | uw e-mailadres | 뉴스레터 구독 | 뉴스레터를 구독 | 뉴스레터 신청 | 이메일 주소를 입력
    이메일을 입력 | 구독 신청 | ニュースレターに登録 | ニュースレターを購読 | メルマガ登録 | メールマガジンに登録 | メールアドレスを入力 | 無料会員登録 | 订阅我们的 | 订阅我们 | 訂閱我們的
    订阅电子报 | 訂閱電子報 | 输入您的电子邮件 | 请输入邮箱 | 关注我们 | 欢迎关注
    ",
    )
});

/// What a page says when it asks for consent, and an article doesn't say outside quotation marks.
pub(super) static CONSENTS: Phrases = LazyLock::new(|| {
    listed(
        "
    by subscribing, you agree | by subscribing you agree | by signing up, you agree | by signing up you agree
    by signing up, you | by continuing to use this | by continuing to browse | by submitting your
    by clicking subscribe | by clicking “ | you agree to our | you consent to our | you agree to receive
    our privacy policy | our privacy notice | our cookie policy | our terms of | we respect your privacy
    we value your privacy | we use cookies | we and our partners | this website uses cookies
    this site uses cookies | this site is protected by recaptcha | unsubscribe at any time | unsubscribe anytime
    opt out at any time | in your inbox | to your inbox | your email address will | your personal data with
    your data will be | wir verwenden cookies | wir nutzen cookies | diese website verwendet cookies
    diese webseite verwendet cookies | wir und unsere partner | unsere datenschutzerklärung
    unserer datenschutzerklärung | mit der anmeldung stimmen sie | mit der anmeldung akzeptieren sie
    jederzeit abbestellen | jederzeit abmelden | ihre zustimmung | ihr postfach | nous utilisons des cookies
    ce site utilise des cookies | nous et nos partenaires | notre politique de confidentialité
    en vous inscrivant, vous | en vous abonnant, vous | vous acceptez nos | vous désinscrire à tout moment
    vous désabonner à tout moment | votre boîte mail | usamos cookies | utilizamos cookies
    este sitio web utiliza cookies | este sitio utiliza cookies | nuestra política de privacidad
    nuestra política de cookies | al suscribirte, acept | al suscribirse, acept | al registrarte, acept
    darte de baja en cualquier momento | darse de baja en cualquier momento | tu bandeja de entrada
    este site utiliza cookies | este site usa cookies | nossa política de privacidade | nossa política de cookies
    ao se inscrever, você | ao assinar, você | ao continuar navegando | cancelar a qualquer momento
    sua caixa de entrada | utilizziamo i cookie | utilizziamo cookie | usiamo i cookie | questo sito utilizza
    la nostra informativa | nostra privacy policy | iscrivendoti, accetti | iscrivendoti accetti
    annullare l'iscrizione | disiscriverti in qualsiasi | wij gebruiken cookies | we gebruiken cookies
    deze website gebruikt cookies | ons privacybeleid | onze privacyverklaring | onze partners
    op elk moment afmelden | op elk moment uitschrijven | je inbox | 쿠키를 사용합니다 | 개인정보 처리방침에 동의 | 개인정보 수집 및 이용에 동의
    구독을 취소할 수 있습니다 | 언제든지 수신을 거부 | クッキーを使用しています | cookieを使用しています | cookieを使用します | プライバシーポリシーに同意 | 利用規約に同意
    いつでも配信を停止 | いつでも登録を解除 | 我们使用cookie | 本网站使用cookie | 我們使用cookie | 本網站使用cookie | 同意我们的 | 同意我們的 | 随时取消订阅 | 隨時取消訂閱
    ",
    )
});

/// After these whole lines comes no more of the article: other articles, comments, who the author is.
pub(super) static ENDS: Phrases = LazyLock::new(|| {
    listed(
        "
    related articles | related article | related stories | related posts | related content | related news
    related topics | related reading | recommended for you | recommended articles | recommended stories
    you may also like | you might also like | you may also be interested in | you might be interested in | most read
    most popular | most viewed | trending now | trending stories | more stories | more news | more articles
    more to read | more on this story | read next | up next | what to read next | latest news | latest stories
    latest articles | latest posts | recent posts | popular posts | popular articles | editors' picks
    editor's picks | editors’ picks | editor’s picks | top stories | view all | see all | view all posts
    see all posts | view all articles | more from this author | more by this author | leave a comment
    leave a reply | post a comment | add a comment | write a comment | join the conversation | join the discussion
    view comments | show comments | load comments | comments are closed | no comments | comments are off
    about the author | about the authors | about the writer | about the reporter | meet the author | author bio
    around the web | from around the web | promoted stories | read more stories | terms of use | terms of service
    privacy policy | contact us | about us | ähnliche artikel | verwandte artikel | verwandte themen
    weitere artikel | weitere artikel zum thema | mehr zum thema | mehr aus dem ressort
    das könnte sie auch interessieren | das könnte dich auch interessieren | auch interessant | meistgelesen
    meistgelesene artikel | am meisten gelesen | aktuelle artikel | neueste artikel | kommentar schreiben
    kommentare anzeigen | kommentar verfassen | diskutieren sie mit | über den autor | über die autorin
    über die autoren | zum autor | zur autorin | zur startseite | alle beiträge | alle artikel | articles similaires
    articles liés | sur le même sujet | sur le même thème | les plus lus | les articles les plus lus
    vous aimerez aussi | vous pourriez aussi aimer | nos lecteurs ont lu ensuite | à lire aussi
    dans la même rubrique | laisser un commentaire | voir les commentaires | réagir à cet article
    à propos de l'auteur | à propos de l’auteur | à propos de l'autrice | tous les articles | voir tous les articles
    mentions légales | artículos relacionados | noticias relacionadas | contenido relacionado | más información
    más noticias | lo más leído | lo más visto | también te puede interesar | te puede interesar
    deja un comentario | dejar un comentario | ver comentarios | sobre el autor | sobre la autora | sobre la firma
    ver todos los artículos | ver todas las entradas | archivado en | artigos relacionados | notícias relacionadas
    conteúdo relacionado | mais lidas | mais lidos | as mais lidas | leia também | veja também
    você também pode gostar | deixe um comentário | deixe o seu comentário | ver comentários | sobre o autor
    sobre a autora | ver todos os artigos | últimas notícias | articoli correlati | notizie correlate
    contenuti correlati | leggi anche | potrebbe interessarti | potrebbe interessarti anche
    ti potrebbe interessare | ti potrebbe interessare anche | i più letti | più letti | articoli più letti
    ultime notizie | lascia un commento | mostra commenti | chi è l'autore | informazioni sull'autore | sull'autore
    tutti gli articoli | gerelateerde artikelen | gerelateerd nieuws | gerelateerd | lees ook | meest gelezen
    best gelezen | meer nieuws | meer over dit onderwerp | laatste nieuws | laat een reactie achter
    geef een reactie | reageer op dit artikel | bekijk reacties | over de auteur | alle artikelen
    bekijk alle berichten | 관련기사 | 관련 기사 | 관련뉴스 | 관련 뉴스 | 추천기사 | 추천 기사 | 많이 본 뉴스 | 많이 본 기사 | 가장 많이 본 뉴스 | 인기기사
    인기 기사 | 주요뉴스 | 주요 뉴스 | 최신기사 | 최신 기사 | 이 기사를 추천합니다 | 댓글쓰기 | 댓글 쓰기 | 댓글 달기 | 댓글을 남겨주세요 | 기자 소개 | 저자 소개 | 다른 기사 보기
    기자의 다른 기사 | 이 기자의 다른 기사 | 기사 더보기 | 모든 글 보기 | 기사제보 | 関連記事 | 関連ニュース | おすすめ記事 | おすすめの記事 | 人気記事 | 人気記事ランキング
    アクセスランキング | よく読まれている記事 | 最新記事 | 新着記事 | あわせて読みたい | この記事を書いた人 | この記事を書いた記者 | 著者プロフィール | 筆者プロフィール | 執筆者プロフィール
    コメントを書く | コメントを残す | コメントする | 記事一覧 | 記事一覧を見る | 相关阅读 | 相关新闻 | 相关文章 | 相关推荐 | 推荐阅读 | 热门文章 | 热门新闻 | 最新文章 | 最新新闻
    猜你喜欢 | 延伸阅读 | 發表評論 | 发表评论 | 发表回复 | 写评论 | 網友評論 | 网友评论 | 作者简介 | 作者簡介 | 关于作者 | 關於作者 | 查看全部 | 查看所有文章 | 相關新聞 | 相關文章
    推薦閱讀 | 熱門文章 | 延伸閱讀
    ",
    )
});

/// The same, but only on what is a page by other signs too.
pub(super) static ENDS_ON_A_PAGE: Phrases = LazyLock::new(|| {
    listed(
        "
    comments | related | recommended | trending | popular | tags | author | authors | newsletter | newsletters
    read more | share your thoughts | kommentare | schlagwörter | autor | autorin | commentaires | auteur
    comentarios | etiquetas | comentários | autore | commenti | reacties | 댓글 | 태그 | コメント | タグ | 著者 | 评论 | 評論 | 标签
    標籤
    ",
    )
});

/// How lines begin after which comes no more of the article.
pub(super) static END_OPENINGS: Phrases = LazyLock::new(|| {
    listed(
        "
    view all posts | see all posts | view all articles | all posts by | more posts by | more from | more by
    more stories from | tags: | tagged: | tagged with | filed under | posted in | topics: | categories:
    this article was originally published | this article first appeared | this story was originally published
    schlagworte: | schlagwörter: | themen: | mehr von | alle artikel von | alle beiträge von | mots-clés | mots clés
    étiquettes | voir tous les articles | tous les articles de | etiquetas: | temas: | archivado en
    ver todos los artículos | más artículos de | tags : | ver todos os artigos | tag: | argomenti:
    tutti gli articoli di | trefwoorden: | meer van | alle artikelen van | 태그: | タグ： | タグ: | 标签： | 标签: | 標籤： | 關鍵字：
    关键词：
    ",
    )
});

/// What a publisher's claim says.
pub(super) static RIGHTS: Phrases = LazyLock::new(|| {
    listed(
        "
    all rights reserved | alle rechte vorbehalten | tous droits réservés | todos los derechos reservados
    reservados todos los derechos | todos os direitos reservados | tutti i diritti riservati
    riproduzione riservata | alle rechten voorbehouden | reproduction interdite | 무단 전재 | 무단전재 | 재배포 금지 | 저작권자
    無断転載 | 無断複製 | 版权所有 | 版權所有 | 未经授权 | 未經授權 | 转载请注明 | 轉載請註明
    ",
    )
});

/// What follows a name where somebody is introduced.
pub(super) static INTRODUCTIONS: Phrases = LazyLock::new(|| {
    listed(
        "
    is a | is an | is the | is our | writes | covers | reports | has covered | has been | has written | works
    joined | ist | schreibt | arbeitet | est | écrit | travaille | couvre | es | escribe | trabaja | é | escreve
    trabalha | è | scrive | lavora | is | schrijft | werkt | (born
    ",
    )
});
