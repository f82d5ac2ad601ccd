//! Which kind of organisation a post belongs to, read off its name.

use crate::affix::{ends_with_any, starts_with_any};
use crate::entity::{EntityKind, OrganisationKind};

/// Where somebody with a post sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// At the head of a place, or in a body that the post itself names (市委书记): no organisation besides.
    Place,
    /// In a company.
    Company,
    /// In an organisation whose name ends in one of these.
    Ending(&'static str),
    /// In a medium.
    Medium,
    /// In a department of whatever the text speaks of (生产部部长).
    Department,
    /// Anywhere.
    Any,
}

/// Posts of a place, a state or a parliament, and ranks.
const OF_PLACES: &str = "\
    市长 省长 县长 区长 州长 旗长 盟长 镇长 乡长 村长 里长 总统 总理 首相 国王 女王 王储 \
    外长 防长 财长 大使 公使 参赞 领事 代办 国务委员 国务卿 特首 行政长官 国家主席 \
    立法委员 议员 \
    上将 中将 少将 大校 上校 中校 少校 指导";
/// Bodies of a level of administration, which a post may name itself.
const LEVELS: &str = "\
    省委 市委 县委 区委 州委 旗委 盟委 镇委 乡委 村委 地委 镇党委 乡党委 街道 市政府 \
    省政府 县政府 区政府 自治区 驻村";
const OF_COMPANIES: &str = "\
    董事长 董事 监事 监事长 总经理 经理 总裁 总监 首席执行官 首席运营官 首席财务官 \
    首席技术官 首席信息官 执行长 营运长 财务长 技术长 总会计师 总经济师 总法律顾问 \
    董事会秘书 创始人 合伙人 创办人 掌门人 厂长 CEO 总";
/// Posts by the endings of the organisations they belong to.
const BY_ENDING: &[(&str, &str)] = &[
    ("管委会主任 管委会书记", "管委会 管理委员会"),
    ("审判长 审判员 法官 庭长 书记员 陪审员", "法院 法庭 院"),
    ("检察长 检察官", "检察院"),
    (
        "教授 讲师 助教 校长 博导 导师 系主任 老师 班主任",
        "大学 学院 学校 中学 小学 学系 研究生院 党校 校 大 中 所 研究院",
    ),
    ("医师 医生 护士 护士长 护理长 药师", "医院 诊所 中心 卫生院"),
    ("局长", "局"),
    ("厅长", "厅"),
    ("署长", "署"),
    ("司长", "司 部"),
    ("处长 科长", "局 厅 处 委 部 海关 院 署"),
    ("馆长", "馆"),
    ("所长", "所"),
    ("院长", "院"),
    ("台长 预报员", "台 局"),
    ("理事长 理事 秘书长", "会 联盟 商会 盟"),
    ("团长 艺术总监", "团 剧院 剧团"),
    (
        "支队长 大队长 中队长 分队长 队长 教练 领队 指导员 教导员",
        "队 局 俱乐部 公安",
    ),
    ("行长", "行"),
    ("站长", "站"),
    ("所长 民警", "派出所 所"),
    ("部长", "部"),
];
/// Departments that have no name of their own.
const DEPARTMENTS: &str = "\
    部部长 处处长 科科长 室主任 中心主任 部主任 部经理 部总监 组组长 科主任 车间主任 \
    系主任 部副部长";

/// Where the holder of `title` sits; `title` in Simplified characters.
pub fn seat(title: &str) -> Seat {
    let bare = title.replace('副', "");
    if starts_with_any(title, LEVELS).is_some() {
        return Seat::Place;
    }
    if ends_with_any(&bare, DEPARTMENTS).is_some() {
        return Seat::Department;
    }
    if bare.ends_with("记者")
        || bare.ends_with("编辑")
        || bare.ends_with("责编")
        || bare.ends_with("通讯员")
    {
        return Seat::Medium;
    }
    // 艺术总监 and 护理长 before 总监 and 理长.
    let ending = BY_ENDING
        .iter()
        .filter_map(|(posts, endings)| Some((ends_with_any(&bare, posts)?, Seat::Ending(endings))));
    let place = ends_with_any(&bare, OF_PLACES).map(|post| (post, Seat::Place));
    let company = ends_with_any(&bare, OF_COMPANIES).map(|post| (post, Seat::Company));
    let company = company.filter(|(post, _)| *post != "总" || bare == "总");
    ending
        .chain(place)
        .chain(company)
        .max_by_key(|(post, _)| post.len())
        .map_or(Seat::Any, |(_, seat)| seat)
}

impl Seat {
    /// Whether an organisation of `kind`, called `name` in Simplified characters, can have the post.
    pub fn fits(self, kind: EntityKind, name: &str) -> bool {
        match self {
            Self::Place => false,
            Self::Company => kind == EntityKind::Organisation(OrganisationKind::Company),
            // 全国人大 ends as 成大 does.
            Self::Ending(endings) => {
                ends_with_any(name, endings).is_some() && !name.ends_with("人大")
            }
            Self::Medium => kind == EntityKind::Organisation(OrganisationKind::Other),
            Self::Department | Self::Any => {
                matches!(kind, EntityKind::Organisation(_) | EntityKind::Facility)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_know_where_they_belong() {
        for (title, expected) in [
            ("副市长", Seat::Place),
            ("市委秘书长", Seat::Place),
            ("驻村第一书记", Seat::Place),
            ("常务副总经理", Seat::Company),
            ("总", Seat::Company),
            ("生产部部长", Seat::Department),
            ("规划发展部副部长", Seat::Department),
            ("首席记者", Seat::Medium),
            ("党委书记", Seat::Any),
        ] {
            assert_eq!(seat(title), expected, "{title}");
        }
        let court = EntityKind::Organisation(OrganisationKind::Government);
        assert!(seat("审判长").fits(court, "绵阳市中级人民法院"));
        assert!(!seat("局长").fits(court, "教育厅"));
        assert!(seat("艺术总监").fits(
            EntityKind::Organisation(OrganisationKind::Other),
            "皖韵歌舞团"
        ));
    }
}
