//! How divisions are called: full names, short ones, and those of the provinces in one character.

/// Ethnic groups in the names of autonomous divisions; the short name goes without them.
const ETHNIC_GROUPS: [&str; 33] = [
    "壮族",
    "回族",
    "维吾尔",
    "藏族",
    "羌族",
    "彝族",
    "苗族",
    "侗族",
    "布依族",
    "土家族",
    "朝鲜族",
    "傣族",
    "景颇族",
    "白族",
    "哈尼族",
    "傈僳族",
    "蒙古族",
    "蒙古",
    "哈萨克",
    "柯尔克孜",
    "满族",
    "瑶族",
    "仫佬族",
    "毛南族",
    "黎族",
    "水族",
    "仡佬族",
    "佤族",
    "拉祜族",
    "布朗族",
    "纳西族",
    "畲族",
    "各族",
];

/// What cities are called by everybody, and districts without 区 elsewhere: 山城 is Chongqing before it is the
/// district of Hebi.
pub(super) const NICKNAMES: [&str; 8] = [
    "长安", "江城", "龙城", "泉城", "榕城", "山城", "星城", "春城",
];

/// Provinces by their one-character names. 新, 苏 and 澳 are left out: they are as often Singapore, the Soviet Union
/// and Australia.
pub(super) const PROVINCES: [(&str, &str); 32] = [
    ("京", "北京市"),
    ("津", "天津市"),
    ("冀", "河北省"),
    ("晋", "山西省"),
    ("辽", "辽宁省"),
    ("吉", "吉林省"),
    ("黑", "黑龙江省"),
    ("沪", "上海市"),
    ("浙", "浙江省"),
    ("皖", "安徽省"),
    ("闽", "福建省"),
    ("赣", "江西省"),
    ("鲁", "山东省"),
    ("豫", "河南省"),
    ("鄂", "湖北省"),
    ("湘", "湖南省"),
    ("粤", "广东省"),
    ("桂", "广西壮族自治区"),
    ("琼", "海南省"),
    ("渝", "重庆市"),
    ("川", "四川省"),
    ("蜀", "四川省"),
    ("黔", "贵州省"),
    ("滇", "云南省"),
    ("藏", "西藏自治区"),
    ("陕", "陕西省"),
    ("甘", "甘肃省"),
    ("陇", "甘肃省"),
    ("青", "青海省"),
    ("宁", "宁夏回族自治区"),
    ("港", "香港特别行政区"),
    ("台", "台湾省"),
];

/// Groups that the short names of the gazetteer keep: the model was trained on it as it is.
const MORE_ETHNIC_GROUPS: [&str; 13] = [
    "达斡尔族",
    "鄂温克族",
    "锡伯",
    "塔吉克",
    "裕固族",
    "保安族",
    "东乡族",
    "撒拉族",
    "土族",
    "独龙族",
    "怒族",
    "普米族",
    "达斡尔",
];

const RANKS: [&str; 13] = [
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "省",
    "市",
    "盟",
    "县",
    "区",
    "旗",
];

/// A division's name without its rank and the ethnic groups in it, as the gazetteer has it; `None` where less than
/// two characters are left.
pub fn short_name(name: &str) -> Option<String> {
    let short = RANKS.iter().find_map(|rank| name.strip_suffix(rank))?;
    let short = without(short, &ETHNIC_GROUPS);
    (short.chars().count() >= 2).then(|| short.to_owned())
}

/// A division's short name as it is in use: [`short_name`], also of new districts (浦东 for 浦东新区), without the
/// groups that the gazetteer keeps, and with one where nothing would be left without it (内蒙古).
pub(super) fn short_form(name: &str) -> Option<&str> {
    let long = |short: &&str| short.chars().count() >= 2;
    let rank = RANKS.iter().find_map(|rank| name.strip_suffix(rank));
    let new = name.strip_suffix("新区").filter(long);
    let rank = new.or(rank).filter(long)?;
    // Most have no group in them, and looking for one is what takes the time.
    if !name.contains("自治") && !name.contains('族') {
        return Some(rank);
    }
    let mut short = rank;
    loop {
        let shorter = without(without(short, &ETHNIC_GROUPS), &MORE_ETHNIC_GROUPS);
        if shorter == short {
            break;
        }
        short = shorter;
    }
    Some(Some(short).filter(long).unwrap_or(rank))
}

/// `name` without the groups at its end; a name that is nothing else stays.
fn without<'a>(mut name: &'a str, groups: &[&str]) -> &'a str {
    while let Some(rest) = groups.iter().find_map(|group| name.strip_suffix(group))
        && !rest.is_empty()
    {
        name = rest;
    }
    name
}

/// What an autonomous division is called with its plain rank: 延边州, 长阳县.
pub(super) fn plain_form(name: &str) -> Option<String> {
    let rank = ["州", "县", "旗"].into_iter().find(|rank| {
        name.strip_suffix(rank)
            .is_some_and(|name| name.ends_with("自治"))
    })?;
    short_form(name).map(|short| format!("{short}{rank}"))
}
