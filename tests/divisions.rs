//! Where the places of an article lie, from raw text to entity, in both scripts.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod common;

use proptest::prelude::*;
use wenmai::article::Article;
use wenmai::engine::Options;
use wenmai::entity::EntityKind;

fn read(raw: &str) -> Article {
    let article = common::engine().analyse(raw, &Options::default());
    assert_eq!(article.check(), Ok(()), "{raw:?}");
    for entity in &article.entities {
        assert!(entity.kind == EntityKind::Place || entity.divisions.is_empty());
    }
    article
}

/// The chains of the place of that form, written 钟楼区<常州市<江苏省; several separated by blanks.
fn chains(article: &Article, name: &str) -> String {
    let entity = article
        .entities
        .iter()
        .filter(|entity| entity.kind == EntityKind::Place)
        .find(|entity| entity.name == name || entity.aliases.iter().any(|alias| alias == name))
        .unwrap_or_else(|| panic!("{name} is no place of {:?}", article.text()));
    let chains: Vec<String> = entity
        .divisions
        .iter()
        .map(|chain| chain.join("<"))
        .collect();
    chains.join(" ")
}

#[test]
fn the_seed() {
    let raw = std::fs::read_to_string(common::gold().join("seed.raw.txt")).unwrap();
    let article = read(&raw);
    assert_eq!(chains(&article, "常州市鐘樓區"), "鐘樓區<常州市<江蘇省");
    assert_eq!(chains(&article, "常州"), "常州市<江蘇省");
    assert_eq!(chains(&article, "江蘇"), "江蘇省");
}

#[test]
fn the_article_settles_in_simplified() {
    let article = read(
        "本报讯😀 昨日，北京市发布暴雨预警。\r\n朝阳区、海淀区的𠮷野家门店暂停营业。\r\n湖南省临湘市江南镇也在下雨，江南镇有200人转移。",
    );
    assert_eq!(chains(&article, "朝阳区"), "朝阳区<北京市");
    assert_eq!(chains(&article, "海淀区"), "海淀区<北京市");
    assert_eq!(chains(&article, "江南镇"), "江南镇<临湘市<岳阳市<湖南省");
}

#[test]
fn the_article_settles_in_traditional() {
    let article = read(
        "本報訊😀 吉林省長春市昨日發布規劃。\r\n朝陽區的𠮷野家門店將擴建，朝陽區還將建設學校。\r\n雲南省的企業也參加。",
    );
    assert_eq!(chains(&article, "朝陽區"), "朝陽區<長春市<吉林省");
    assert_eq!(chains(&article, "雲南省"), "雲南省");
}

#[test]
fn what_the_article_leaves_open_stays_open() {
    let article = read("記者昨日在鼓樓區看到，道路已經恢復通行，鼓樓區的居民表示滿意。");
    let all = chains(&article, "鼓樓區");
    for city in [
        "南京市<江蘇省",
        "徐州市<江蘇省",
        "福州市<福建省",
        "開封市<河南省",
    ] {
        assert!(all.contains(city), "{city} in {all}");
    }
    let article = read("美国和太湖流域的企业来到南海。");
    for entity in article.entities {
        assert_eq!(
            entity.divisions,
            Vec::<Vec<String>>::new(),
            "{}",
            entity.name
        );
    }
}

#[test]
fn the_articles_own_characters_come_first() {
    // Converted one by one: 云 stays, 臺 is written 台.
    let article = read("云南省與台州市簽訂協議，發展數據產業，云南的企業與台州的學校參與實驗。");
    assert_eq!(chains(&article, "云南省"), "云南省");
    assert_eq!(chains(&article, "台州市"), "台州市<浙江省");
}

#[test]
fn names_are_converted_as_places_write_them() {
    for (simplified, traditional) in [
        ("钟楼区", "鐘樓區<常州市<江蘇省"),
        ("台州市", "台州市<浙江省"),
        ("烟台市", "煙臺市<山東省"),
        ("天台县", "天台縣<台州市<浙江省"),
        ("岳阳市", "岳陽市<湖南省"),
        ("岳麓区", "嶽麓區<長沙市<湖南省"),
        ("岳池县", "岳池縣<廣安市<四川省"),
        ("湖里区", "湖里區<廈門市<福建省"),
        ("道里区", "道里區<哈爾濱市<黑龍江省"),
        ("云城区", "雲城區<雲浮市<廣東省"),
        ("云浮市", "雲浮市<廣東省"),
        ("咸阳市", "咸陽市<陝西省"),
        ("沈阳市", "瀋陽市<遼寧省"),
        ("沈丘县", "沈丘縣<周口市<河南省"),
        ("余姚市", "餘姚市<寧波市<浙江省"),
        ("新干县", "新干縣<吉安市<江西省"),
        ("范县", "范縣<濮陽市<河南省"),
        ("郁南县", "鬱南縣<雲浮市<廣東省"),
        ("于都县", "于都縣<贛州市<江西省"),
        ("平谷区", "平谷區<北京市"),
        ("谷城县", "穀城縣<襄陽市<湖北省"),
        ("准格尔旗", "準格爾旗<鄂爾多斯市<內蒙古自治區"),
        ("松江区", "松江區<上海市"),
        ("腾冲市", "騰衝市<保山市<雲南省"),
        ("澄江市", "澄江市<玉溪市<雲南省"),
        ("后里区", "后里區<臺中市<臺灣省"),
        ("雾峰区", "霧峰區<臺中市<臺灣省"),
        ("香格里拉市", "香格里拉市<迪慶藏族自治州<雲南省"),
    ] {
        assert_eq!(converted(simplified), traditional, "{simplified}");
    }
}

/// The chain of a Simplified name, in Traditional characters that no article helps with.
fn converted(name: &str) -> String {
    let engine = common::engine();
    let chains = engine.divisions().lookup(name);
    let [chain] = chains.as_slice() else {
        panic!("{name}: {chains:?}");
    };
    let names: Vec<String> = chain
        .iter()
        .map(|name| wenmai::divisions::to_traditional(engine.converter(), name))
        .collect();
    names.join("<")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(parts in prop::collection::vec(prop::sample::select(vec![
        "常州市", "鐘樓區", "鼓楼区", "朝阳", "北京", "临湘市江南镇", "江南镇", "😀", "𠮷", "e\u{301}", "\r\n", "，", "在",
        "合肥高新区", "中国", "徐州市公安局", "台州", "市", "区", "与",
    ]), 0..30)) {
        let raw = parts.concat();
        let article = read(&raw);
        for mention in &article.mentions {
            let entity = &article.entities[mention.entity];
            prop_assert!(!mention.span.of(article.text()).is_empty());
            prop_assert!(entity.divisions.iter().all(|chain| !chain.is_empty()));
        }
    }
}
