"""The shapes of Korean time expressions, as one bounded pattern each; `find` scans with all of them at once.

The order matters: at one place the first shape that fits is taken, so longer and more special ones stand first.
"""

from __future__ import annotations

import re
from functools import cache

_N = r"\d{1,3}(?:,\d{3})?(?:\.\d{1,2})?"
_COUNT = r"(?:열한|열두|한|두|세|석|네|넉|다섯|여섯|일곱|여덟|아홉|열)"
_DAYWORD = r"(?:하루|이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레|열흘|보름)"
_SINO = r"[일이삼사오육유칠팔구십시]{1,4}"
_HALF = r"(?:오전|오후|새벽|아침|정오|점심|낮|한낮|저녁|밤|심야|한밤|이른\s아침|늦은\s밤)"
_YEAR = r"(?:\d{4}|[''’]?\d{2})년|이천[일이삼사오육칠팔구십]{1,4}년|재작년|지난해|작년|올해|올\s|금년|내년|같은\s해|그해|이듬해|전년"
_MONTH = r"(?:\d{1,2}|(?<![가-힣])(?:시|유|일|이|삼|사|오|칠|팔|구|십일|십이))월(?!드|급|요|례|간|세|등)"
_RELMONTH = r"지난달|저번\s?달|이번달|지난\s달|이달|이번\s달|다음\s달|다음달|내달|전달|같은\s달"
_DAY = r"(?:\d{1,2}일|(?:십|이십|삼십)[일이삼사오육칠팔구]?일)(?!\s?(?:간|째|만(?!큼)|동안|이상|여|치|정도|가량|내내|이내|당|전(?!산|국|체|원|력|망)|뒤|후|연속|평균|넘게|가까이|이나\s|남짓))"
_WEEKDAY = r"(?:월|화|수|목|금|토|일)요일"
_LEAN = r"(?:지난|오는|이번|다가오는|내달|앞서)"
_ABOUT = r"(?:께|쯤|경|무렵|즈음)"
_CLOCK_END = r"(?!간|간대|대로\s)"
_UNIT_TAIL = (
    r"(?:\s?(?:가량|정도|남짓|안팎|쯤|이상|이내|미만|가까이|넘게|넘도록|여|간|동안|만에|만인|만이|째|내내|이나|뒤|후|전|늦게|늦은|이\s?지난|이\s?지나|여\s?만))"
    r"{0,3}"
)
_LEAD = r"(?:(?:약|최대|최장|최소|총|무려|모두|불과|길게는|짧게는|각각|거의|대략)\s?)?"
_WEEKS = r"(?:주일|주(?![가-힣])|주(?=간|만에|째|여|동안|전|후|뒤|이상|가량|정도|넘게|에|의\s|를\s|가\s))"
_SHORT_UNIT = rf"(?:시간|분(?!의|위|기|야|석|담|류|할|배|리|쟁|노|명)|초(?!반|기|중|등|과|대|유)|{_WEEKS}|개월)"
_COUNTED_UNIT = rf"(?:시간|{_WEEKS}|개월)"  # 두 분 are two people
_LONG_UNIT = r"(?:일|달|년)"
_LONG_TAIL = r"(?:\s?여)?\s?(?:가량|정도|남짓|안팎|쯤|이상|이내|가까이|넘게|간|동안|만에|만인|만이|째|내내|이나)"

SHAPES: dict[str, str] = {
    "minute_only": r"(?<=부터\s)(?P<mo_m>\d{1,2})분(?=까지)",
    # What only looks like a time.
    "not_a_time": (
        r"제\s?\d{1,4}조(?:의\d)?|\d{1,2}(?:·|\.)\d{1,2}\s?(?:참사|사태|혁명|운동|항쟁|테러|선언|절|민주화|대책|총선|대선|지방선거|재보선|전당대회)"
        r"|\d{1,2}시그마|\d분위|\d{1,2}시간제|24시(?:간)?\s(?:편의점|운영|상담|대응|가동|비상|콜센터|감시|근무|체제|모니터링)"
        r"|\d{2,4}-\d{3,4}-\d{4}|\d{1,3}분의\s?\d|\d{1,2}년생|\d{1,3}(?:년|개월)\s?(?:형|징역|임기|차|연속|만기)|\d{1,2}일\s?장|\d{1,2}주년"
    ),
    "half_hours": rf"{_LEAD}(?P<hh_n>{_N}|{_COUNT})\s?시간\s?반{_UNIT_TAIL}",
    "hours_minutes": (
        rf"{_LEAD}(?P<hm_h>{_N}|{_COUNT})(?P<hm_o>\s?여)?\s?시간\s?(?P<hm_m>\d{{1,3}})(?P<hm_over>\s?여)?\s?분(?:\s?(?P<hm_s>\d{{1,2}})초)?{_UNIT_TAIL}"
    ),
    "range_length": rf"{_LEAD}(?P<rl_a>{_N})\s?(?:~|∼|-|–|에서\s)\s?(?P<rl_b>{_N})\s?(?P<rl_u>시간|분|초|일|주|개월){_UNIT_TAIL}(?!\s?\d{{1,2}}시)",
    "ago": rf"(?P<ago_n>{_N}|{_COUNT}|{_DAYWORD})\s?(?P<ago_u>년|개월|달|주일|주|일)?\s?전(?!체|국|날|망|산|자|력|화|문|부|용|기|세|반|면|달|년)",
    "day_lengths": rf"{_LEAD}(?P<dl_n>{_DAYWORD}){_UNIT_TAIL}(?:\s?(?P<dl_all>종일|온종일))?",
    "vague_length": r"(?:수|몇|여러|수십|수백)\s?(?:시간|분|일|주|개월|년|차례)(?:\s?(?:동안|간|째|만에|전))?|한동안|반나절|한나절|며칠(?:째|간|\s?동안)?",
    "length": rf"{_LEAD}(?P<l_n>{_N})(?P<l_over>\s?여)?\s?(?P<l_u>{_SHORT_UNIT}){_UNIT_TAIL}",
    "counted_length": rf"{_LEAD}(?<![가-힣])(?P<cl_n>{_COUNT})\s?(?P<cl_u>{_COUNTED_UNIT}){_UNIT_TAIL}",
    "long_length": rf"{_LEAD}(?P<ll_n>{_N}|{_COUNT})(?P<ll_over>\s?여)?\s?(?P<ll_u>{_LONG_UNIT})(?={_LONG_TAIL}){_UNIT_TAIL}",
    # Points in time.
    "iso": r"(?P<i_y>(?:19|20)\d{2})\s?[.\-/]\s?(?P<i_m>\d{1,2})\s?[.\-/]\s?(?P<i_d>\d{1,2})\.?(?!\d)",
    "date": (
        rf"(?:(?P<d_lean>{_LEAN})\s?)?(?:(?P<d_y>{_YEAR})\s?)?(?:(?P<d_rm>{_RELMONTH})\s?|(?P<d_m>{_MONTH})\s?)?(?P<d_d>{_DAY})"
        rf"(?:\s?\(?(?:(?P<d_wd>{_WEEKDAY})|[월화수목금토일](?=\)))\)?)?"
    ),
    "month": rf"(?:(?P<m_lean>{_LEAN})\s?)?(?:(?P<m_y>{_YEAR})\s?)?(?:(?P<m_m>{_MONTH})|(?P<m_rm>{_RELMONTH}))(?!\s?(?:요일))(?:\s?(?:초|중순|말|하순|상순))?",
    "year": r"(?P<y_y>(?:19|20)\d{2}년|재작년|지난해|작년|올해|금년|내년|같은\s해|그해|이듬해)(?:\s?(?:초|말|하반기|상반기|봄|여름|가을|겨울))?(?!도|산|차|생|형|째|간|만|여|\s?만에|\s?동안)",
    "weekday": rf"(?:(?P<w_lean>지난\s?주|저번\s?주|지난|이번\s?주|다음\s?주|오는)\s?)?(?P<w_d>{_WEEKDAY})",
    "slash": r"(?<![\d./])(?P<s_m>\d{1,2})/(?P<s_d>\d{1,2})(?![\d./%])",
    "today": r"오늘(?!날)(?:\s?\((?P<t_d>\d{1,2})일\))?|금일",
    "yesterday": r"어제(?:\s?\((?P<ys_d>\d{1,2})일\))?|어젯밤|간밤|지난밤|작일",
    "before_yesterday": r"그제|그저께|엊그제",
    "tomorrow": r"내일(?:\s?\((?P<tm_d>\d{1,2})일\))?(?![가-힣]{2}장)",
    "day_before": r"전날(?:\s?\((?P<db_d>\d{1,2})일\))?|하루\s?전(?:날)?|하루\s?앞서",
    "this_day": r"이날|당일|같은\s날|같은날|그날",
    "next_day": r"이튿날|다음\s?날|하루\s?(?:뒤|지난)|익일",
    "clock": (
        rf"(?:(?P<c_half>{_HALF})\s?)?(?P<c_h>\d{{1,2}})\s?시{_CLOCK_END}(?:\s?(?P<c_m>\d{{1,2}})\s?분(?!위)|\s?(?P<c_30>반))?(?:\s?\d{{1,2}}초)?(?P<c_about>\s?{_ABOUT})?"
    ),
    "native_clock": rf"(?:(?P<n_half>{_HALF})\s?)(?P<n_h>{_COUNT})\s?시{_CLOCK_END}(?:\s?(?P<n_m>\d{{1,2}})분|\s?(?P<n_30>반))?(?P<n_about>\s?{_ABOUT})?",
    "digital_clock": r"(?:(?P<g_half>오전|오후)\s?)?(?<![\d:.])(?P<g_h>[01]?\d|2[0-4]):(?P<g_m>[0-5]\d)(?![\d:])",
    "noon": rf"(?:낮\s)?정오(?P<no_about>\s?{_ABOUT})?",
    "midnight": rf"자정(?P<mi_about>\s?{_ABOUT})?",
    "zone": (
        r"\(?(?P<z_all>이하\s)?(?P<z_name>(?:미국?\s?)?(?:동부|서부|중부|태평양)\s?(?:시간|시각|기준)|(?:뉴욕|런던|도쿄|일본|영국|중국|베이징|파리|독일|캘리포니아|인도|호주|"
        r"시드니|홍콩|그리니치|협정세계시|UTC|GMT)\s?(?:현지\s?)?(?:시간|시각)|(?:한국|우리|우리나라|국내)\s?(?:시간|시각))(?:\s?기준)?\)?"
    ),
}
ZONES = {
    "동부": "America/New_York", "뉴욕": "America/New_York", "서부": "America/Los_Angeles", "태평양": "America/Los_Angeles",
    "캘리포니아": "America/Los_Angeles", "중부": "America/Chicago", "런던": "Europe/London", "영국": "Europe/London",
    "그리니치": "UTC", "협정세계시": "UTC", "UTC": "UTC", "GMT": "UTC", "도쿄": "Asia/Tokyo", "일본": "Asia/Tokyo",
    "중국": "Asia/Shanghai", "베이징": "Asia/Shanghai", "홍콩": "Asia/Hong_Kong", "파리": "Europe/Paris",
    "독일": "Europe/Berlin", "인도": "Asia/Kolkata", "호주": "Australia/Sydney", "시드니": "Australia/Sydney",
    "한국": "", "우리": "", "국내": "",
}  # fmt: skip


@cache
def scanner() -> re.Pattern[str]:
    """All shapes as one pattern; the group that is named like the shape tells which one fitted."""
    return re.compile("|".join(f"(?P<{name}>{shape})" for name, shape in SHAPES.items()))
