"""What the prose of synthetic reports is put together from: frames with gaps, and what fills the gaps.

The wording is this project's own in the usual style. A word in braces names a list of ``FILLERS``.
Frames of one topic keep clear of the words that rules look for in another, and none names a count.
"""

from __future__ import annotations

FILLERS = {
    "topic": (
        "义务教育|卫生健康|社会救助|养老服务|就业创业|住房保障|征地补偿|生态环境|安全生产|食品药品|"
        "乡村振兴|财政资金|公共文化|交通出行|水利建设|公共法律|税费优惠|城市管理|市场监管|灾害防治|信息化建设"
    ),
    "form": "图文解读|问答|短视频|一图读懂|新闻通气会|政策明白卡|现场讲解|案例说明|入户宣讲|专题访谈",
    "group": (
        "办事群众|市场主体|中小企业|返乡青年|老年人|残疾人|种养大户|个体工商户|学生家长|外来务工人员|"
        "社区居民|村民代表"
    ),
    "unit": "各科室|各股室|下属单位|业务科室|责任单位|承办人员|各村（社区）|窗口单位|牵头科室|综合科室",
    "step": "起草|审签|拟稿|校对|发布|归档|更新|解读|汇总|复核",
    "rule": "工作制度|责任清单|办理流程|发布规程|审签单|目录清单|台账|动态更新机制|会商机制|通报制度",
    "way": "持续|切实|着力|不断|稳步|全面|有序|扎实|逐项|分类",
    "aim": "便民利企|提升透明度|规范权力运行|回应关切|促进政策落地|优化服务|增进理解|改进作风",
    "lack": "不够及时|不够全面|不够细致|深度不足|针对性不强|形式单一|衔接不畅|进度不一|覆盖面不广|标准不一",
    "place": "便民服务大厅|公告栏|档案馆|图书馆|村务公开栏|服务窗口|宣传栏|政务服务中心|阅览点|办事大厅",
    "person": "分管负责同志|主要负责同志|专职人员|业务骨干|新进人员|联络员|窗口工作人员|经办人员",
    "time": "每月|每季度|每半年|按季|定期|年初|年中|重要节点|日常",
}

OPENINGS = (
    "{year}年，{self}认真贯彻《中华人民共和国政府信息公开条例》，围绕{topic}、{topic}等重点，{way}做好公开工作，以公开促{aim}。",
    "{year}年，{self}坚持以公开为常态、不公开为例外，聚焦{group}关心的{topic}事项，{way}做好政府信息公开，努力{aim}。",
    "{year}年，在上级指导下，{self}把政府信息公开与{topic}、{topic}工作一同部署、一同落实，{way}{aim}。",
)

TOPICS = {
    "proactive": (
        "{way}公开{topic}、{topic}领域的信息，方便{group}了解政策。",
        "围绕{topic}，{way}发布政策文件及其{form}，让{group}看得懂、用得上。",
        "对照法定主动公开内容，由{unit}{way}梳理{topic}事项，补齐{step}环节的缺项。",
        "涉及{topic}的政策文件与{form}同步组织、同步{step}，回应{group}的疑问。",
        "在{place}设置查阅点，向{group}提供{topic}方面的纸质资料。",
        "{time}更新机构职能、领导分工和{topic}办事指南，做到{aim}。",
        "重大决策涉及{topic}的，事先听取{group}意见，并说明采纳情况。",
        "把{topic}资金的分配结果公布到{place}，接受{group}查询。",
        "编制{topic}领域的公开目录，明确{unit}的{step}责任和时限。",
        "对{group}反映较多的{topic}问题，采用{form}加以说明，{way}{aim}。",
        "{topic}领域的惠民政策以{form}送到{group}身边，{time}更新内容，让政策看得见、摸得着。",
        "按照应公开尽公开的要求，{unit}{time}清理{topic}存量信息，{way}提高内容质量。",
        "预算、决算以及{topic}项目的安排按要求公布，由{person}负责{step}并解释口径。",
        "将{topic}事项的结果同{form}一并发布，{unit}做好{step}，避免只公布结论、不说明理由。",
        "召开{group}座谈，{person}当面介绍{topic}政策的背景、对象和办法，{way}{aim}。",
    ),
    "requests": (
        "{way}规范登记、{step}、送达等环节，由{unit}按时限办理。",
        "完善{rule}，对疑难事项由{person}牵头会商，做到程序合法、内容准确。",
        "对涉及{topic}的事项，主动与申请人沟通，了解其真实需要。",
        "统一文书格式，{time}对{step}质量进行自查，{way}减少瑕疵。",
        "{person}负责接收和转办，{unit}配合提供材料，衔接顺畅。",
        "对{group}集中关注的{topic}事项，研究转为主动公开，以利{aim}。",
        "修订{rule}，细化{step}标准，{person}对法律依据和事实依据逐条核对。",
        "遇有{topic}方面的复杂情形，由{unit}会同法律顾问研究，{way}防范程序风险。",
        "更新公开指南，写明受理地址、办理时限和收费标准，方便{group}了解办事要求。",
        "{time}梳理典型案例，供{unit}在{step}时参考，统一{topic}事项的把握尺度。",
    ),
    "management": (
        "落实公文公开属性源头认定，{unit}在{step}时同步提出公开意见。",
        "执行先审查、后公开，{time}由{person}对{topic}信息进行保密审查。",
        "{time}开展规范性文件清理，对{topic}方面的文件标注有效性并{step}。",
        "建立{topic}信息{rule}，{unit}{way}做好{step}和留存。",
        "加强政府信息管理，涉及个人隐私的{topic}内容一律作去标识处理。",
        "对已公开的{topic}信息{time}回头看，错漏之处由{unit}及时更正。",
        "完善政府信息管理{rule}，把{step}、审核责任落实到{person}。",
        "{unit}产生的{topic}文件从形成之日起纳入台账，{person}{time}核对名称、文号和公开状态。",
        "做好{topic}历史文件的整理，区分有效、失效和废止情形，{way}方便{group}利用。",
        "规范发布审核流程，{topic}信息由{unit}初审、{person}复审后方可公布，确保表述准确。",
        "推进{topic}信息标准化，统一标题、索引和日期格式，减少{step}环节的差错。",
    ),
    "platform": (
        "以门户网站为主阵地，{way}优化{topic}栏目，方便{group}检索。",
        "政务新媒体{time}推送{topic}信息，以{form}等方式呈现。",
        "{time}巡查网站栏目，由{person}处理错链、空白和{step}迟延。",
        "发挥公众号传播快的特点，面向{group}发布{topic}提示。",
        "规范账号开设与注销，{unit}对{topic}内容严格{step}。",
        "依托公开专区平台，集中展示{topic}政策和{form}。",
        "完善网站检索和无障碍功能，使{group}查找{topic}信息更为便捷，{way}{aim}。",
        "线下在{place}设立公开专区，{unit}{time}补充{topic}资料，与线上平台内容保持一致。",
        "统筹网站与政务新媒体的{step}节奏，{topic}信息一次采编、多处发布，避免内容不一。",
        "{person}{time}通报网站运行情况，就{topic}栏目更新作出提示，由{unit}限期完善。",
    ),
    "supervision": (
        "调整工作领导小组，{person}亲自过问，{unit}各负其责。",
        "{time}组织业务培训，{person}讲解{topic}信息的{step}要求。",
        "把政府信息公开纳入考核，对{unit}{step}不到位的予以提醒。",
        "公布监督电话，邀请{group}评议{topic}信息公开效果。",
        "对照{rule}开展自查，就{topic}方面的短板列出清单、{way}整改。",
        "未发生因政府信息公开工作不力被追究责任的情形，{person}{time}听取汇报。",
        "{time}召开推进会，{unit}交流{topic}信息{step}的做法，{person}点评不足、提出要求。",
        "采取以会代训、跟班学习等方式，帮助{person}熟悉{topic}领域的公开标准，{way}{aim}。",
        "听取{group}对{topic}信息公开的意见，由{unit}形成清单，{time}反馈办理结果。",
        "明确{person}为责任人，健全{rule}，做到工作有部署、过程有检查、结果有反馈。",
    ),
}

PROBLEMS = (
    "{topic}信息{lack}，{unit}在{step}环节用力不均。",
    "{form}数量偏少，对{group}的吸引力有限，{topic}方面尤为明显。",
    "{person}兼职较多，对{topic}信息的公开要求掌握{lack}。",
    "{rule}执行{lack}，{unit}之间沟通不多。",
    "面向{group}的{topic}政策说明{lack}，与实际需求尚有距离。",
    "{place}的资料{lack}，{group}查阅{topic}内容不便。",
    "{unit}对公开工作重视程度不一，{topic}内容{step}有所迟延。",
    "{topic}与{topic}信息交叉，归类{lack}，检索费时。",
    "对{group}的需求调查偏少，{topic}信息的选择多从部门自身出发，实用性有待增强。",
    "政策解读多为转发，{form}等方式用得少，{group}对{topic}规定的理解仍不到位。",
    "{time}的自查流于表面，{topic}栏目中的旧内容未能及时{step}，{unit}提醒不够。",
    "少数{person}对公开与保密的界限把握不准，{topic}信息{step}时顾虑偏多。",
)

MEASURES = (
    "{way}充实{topic}内容，明确{unit}{step}时限，{time}通报进度。",
    "组织{person}学习，{time}以案释法，补上{topic}领域的知识欠缺。",
    "运用{form}向{group}说明{topic}政策，{way}{aim}。",
    "修订{rule}，理顺{unit}在{step}中的分工，做到有人管、有人查。",
    "在{place}增设{topic}资料架，方便{group}就近查阅。",
    "{time}走访{group}，了解对{topic}的关切，据此调整公开重点。",
    "由{person}牵头，{way}梳理{topic}事项，逐条落实{step}责任。",
    "加强与{unit}的衔接，对{topic}信息实行{rule}，以{aim}。",
    "把{group}满意与否作为标准，{time}评估{topic}信息的可读性，{way}改进表达方式。",
    "健全{rule}，对{topic}内容的{step}设置提醒，由{unit}逐条销号，防止反复。",
    "编印{topic}公开实务问答，供{person}日常查阅，{way}提高{step}质量。",
    "推动{unit}与{place}共用一套{topic}资料，做到口径一致、更新同步，努力{aim}。",
)

OTHERS = (
    "{self}将结合{topic}、{topic}重点任务，{way}做好后续工作。",
    "落实上级年度要点，{way}推进{topic}领域公开，由{unit}承担，{aim}取得进展。",
    "人大代表建议和政协提案涉及{topic}的，办理结果按规定公开。",
)
