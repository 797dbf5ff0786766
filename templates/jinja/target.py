made_of = '7a4d8db5, Jinja 3.1.6'
from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'target'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_headline = resolve('headline')
    l_0_support = resolve('support')
    l_0_recipient = resolve('recipient')
    l_0_basis = resolve('basis')
    l_0_campaign = resolve('campaign')
    l_0_count = resolve('count')
    l_0_persons = resolve('persons')
    l_0_tasks = resolve('tasks')
    l_0_support_duties = resolve('support_duties')
    l_0_recipient_duties = resolve('recipient_duties')
    l_0_office = resolve('office')
    try:
        t_1 = environment.filters['replace']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'replace' found.")
    pass
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><w:body>\n<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t xml:space="preserve">'
    yield str(environment.finalize((undefined(name='headline') if l_0_headline is missing else l_0_headline)))
    yield '</w:t><w:br/><w:t xml:space="preserve">目标责任书</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">支援单位：'
    yield str(environment.finalize((undefined(name='support') if l_0_support is missing else l_0_support)))
    yield '</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">受援单位：'
    yield str(environment.finalize((undefined(name='recipient') if l_0_recipient is missing else l_0_recipient)))
    yield '</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">依据'
    yield str(environment.finalize((undefined(name='basis') if l_0_basis is missing else l_0_basis)))
    yield '，双方商定如下。</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">一、支援期限</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">'
    yield str(environment.finalize(environment.getattr((undefined(name='campaign') if l_0_campaign is missing else l_0_campaign), 'period')))
    yield '。支援单位派驻'
    yield str(environment.finalize((undefined(name='count') if l_0_count is missing else l_0_count)))
    yield '人：</w:t></w:r></w:p><w:tbl><w:tblPr><w:tblW w:w="8845" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:left w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:right w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="404040"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="404040"/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="1361"/><w:gridCol w:w="1928"/><w:gridCol w:w="1587"/><w:gridCol w:w="3968"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="510" w:hRule="atLeast"/><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:tcW w:w="1361" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">姓名</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1928" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">职称</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1587" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">专业</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="3968" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">派驻期</w:t></w:r></w:p></w:tc></w:tr>'
    for l_1_person in (undefined(name='persons') if l_0_persons is missing else l_0_persons):
        _loop_vars = {}
        pass
        yield '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="510" w:hRule="atLeast"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="1361" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr(l_1_person, 'name')))
        yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1928" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr(l_1_person, 'title')))
        yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1587" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr(l_1_person, 'specialty')))
        yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="3968" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">'
        yield str(environment.finalize(t_1(environment.getattr(l_1_person, 'period'), '至', '\n至')))
        yield '</w:t></w:r></w:p></w:tc></w:tr>'
    l_1_person = missing
    yield '</w:tbl>\n<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:spacing w:before="160" w:after="0"/></w:pPr><w:r><w:t xml:space="preserve">二、主要任务</w:t></w:r></w:p>'
    l_1_loop = missing
    for l_1_text, l_1_loop in LoopContext((undefined(name='tasks') if l_0_tasks is missing else l_0_tasks), undefined):
        _loop_vars = {}
        pass
        yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr(l_1_loop, 'index')))
        yield '.'
        yield str(environment.finalize(l_1_text))
        yield '</w:t></w:r></w:p>'
    l_1_loop = l_1_text = missing
    yield '\n<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">三、支援单位的责任</w:t></w:r></w:p>'
    l_1_loop = missing
    for l_1_text, l_1_loop in LoopContext((undefined(name='support_duties') if l_0_support_duties is missing else l_0_support_duties), undefined):
        _loop_vars = {}
        pass
        yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr(l_1_loop, 'index')))
        yield '.'
        yield str(environment.finalize(l_1_text))
        yield '</w:t></w:r></w:p>'
    l_1_loop = l_1_text = missing
    yield '\n<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">四、受援单位的责任</w:t></w:r></w:p>'
    l_1_loop = missing
    for l_1_text, l_1_loop in LoopContext((undefined(name='recipient_duties') if l_0_recipient_duties is missing else l_0_recipient_duties), undefined):
        _loop_vars = {}
        pass
        yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr(l_1_loop, 'index')))
        yield '.'
        yield str(environment.finalize(l_1_text))
        yield '</w:t></w:r></w:p>'
    l_1_loop = l_1_text = missing
    yield '\n<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">五、其他</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Body"/><w:keepNext/></w:pPr><w:r><w:t xml:space="preserve">本责任书一式三份，双方各执一份，报'
    yield str(environment.finalize(((undefined(name='office') if l_0_office is missing else l_0_office) or '县级卫生健康行政部门')))
    yield '一份。执行中有调整的，另签补充协议。</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Hair"/><w:keepNext/></w:pPr><w:r><w:t xml:space="preserve"></w:t></w:r></w:p><w:tbl><w:tblPr><w:tblW w:w="8844" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:left w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:right w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="404040"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="404040"/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="4422"/><w:gridCol w:w="4422"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="2154" w:hRule="atLeast"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="4422" w:type="dxa"/><w:vAlign w:val="bottom"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr><w:r><w:t xml:space="preserve">支援单位：'
    yield str(environment.finalize((undefined(name='support') if l_0_support is missing else l_0_support)))
    yield '</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr><w:r><w:t xml:space="preserve">负责人（签字）：</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr><w:r><w:t xml:space="preserve"></w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:ind w:rightChars="300" w:right="660"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">盖章</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:ind w:rightChars="50" w:right="110"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">年    月    日</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="4422" w:type="dxa"/><w:vAlign w:val="bottom"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr><w:r><w:t xml:space="preserve">受援单位：'
    yield str(environment.finalize((undefined(name='recipient') if l_0_recipient is missing else l_0_recipient)))
    yield '</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr><w:r><w:t xml:space="preserve">负责人（签字）：</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr><w:r><w:t xml:space="preserve"></w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:ind w:rightChars="300" w:right="660"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">盖章</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:ind w:rightChars="50" w:right="110"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">年    月    日</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\n<w:p><w:pPr><w:pStyle w:val="Hair"/></w:pPr><w:r><w:t xml:space="preserve"></w:t></w:r></w:p><w:sectPr><w:footerReference w:type="default" r:id="rId10"/><w:footerReference w:type="even" r:id="rId11"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="567" w:footer="1531" w:gutter="0"/><w:cols w:space="425"/></w:sectPr></w:body></w:document>'

blocks = {}
debug_info = '3=29&4=31&5=33&6=35&8=37&12=41&13=45&14=47&15=49&16=51&17=56&18=60&19=67&20=71&21=78&22=82&24=88&26=90&31=92'
