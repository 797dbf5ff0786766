made_of = 'bf55156e, Jinja 3.1.6'
from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'discipline'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_title = resolve('title')
    l_0_step = resolve('step')
    l_0_support = resolve('support')
    l_0_heading = resolve('heading')
    l_0_date = resolve('date')
    l_0_level = resolve('level')
    l_0_method = resolve('method')
    l_0_place = resolve('place')
    l_0_recipient = resolve('recipient')
    l_0_name = resolve('name')
    l_0_off_days = resolve('off_days')
    l_0_within = resolve('within')
    l_0_times = resolve('times')
    l_0_basis = resolve('basis')
    l_0_decision = resolve('decision')
    l_0_office = resolve('office')
    pass
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><w:body>\n<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t xml:space="preserve">'
    yield str(environment.finalize((undefined(name='title') if l_0_title is missing else l_0_title)))
    yield '</w:t></w:r></w:p>'
    if ((undefined(name='step') if l_0_step is missing else l_0_step) == 'talk'):
        pass
        yield '\n<w:p><w:pPr><w:pStyle w:val="Normal"/><w:jc w:val="left"/></w:pPr><w:r><w:t xml:space="preserve">'
        yield str(environment.finalize((undefined(name='support') if l_0_support is missing else l_0_support)))
        yield '：</w:t></w:r></w:p>'
    else:
        pass
        yield '\n<w:p><w:pPr><w:pStyle w:val="Normal"/><w:jc w:val="left"/></w:pPr><w:r><w:t xml:space="preserve">各有关医疗卫生机构：</w:t></w:r></w:p>'
    yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">'
    yield str(environment.finalize((undefined(name='heading') if l_0_heading is missing else l_0_heading)))
    yield '期间，'
    yield str(environment.finalize((undefined(name='date') if l_0_date is missing else l_0_date)))
    yield '，'
    yield str(environment.finalize((undefined(name='level') if l_0_level is missing else l_0_level)))
    if (undefined(name='method') if l_0_method is missing else l_0_method):
        pass
        yield '以'
        yield str(environment.finalize((undefined(name='method') if l_0_method is missing else l_0_method)))
        yield '方式'
    yield '抽查'
    yield str(environment.finalize((undefined(name='place') if l_0_place is missing else l_0_place)))
    yield '时，发现'
    yield str(environment.finalize((undefined(name='support') if l_0_support is missing else l_0_support)))
    yield '派驻'
    yield str(environment.finalize((undefined(name='recipient') if l_0_recipient is missing else l_0_recipient)))
    yield '人员'
    yield str(environment.finalize((undefined(name='name') if l_0_name is missing else l_0_name)))
    yield '无故脱岗'
    if (undefined(name='off_days') if l_0_off_days is missing else l_0_off_days):
        pass
        yield str(environment.finalize((undefined(name='off_days') if l_0_off_days is missing else l_0_off_days)))
        yield '天'
    yield '，系'
    yield str(environment.finalize((undefined(name='within') if l_0_within is missing else l_0_within)))
    yield '第'
    yield str(environment.finalize((undefined(name='times') if l_0_times is missing else l_0_times)))
    yield '次。</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">依据'
    yield str(environment.finalize((undefined(name='basis') if l_0_basis is missing else l_0_basis)))
    yield '，'
    yield str(environment.finalize(environment.getitem((undefined(name='decision') if l_0_decision is missing else l_0_decision), 0)))
    yield '</w:t></w:r></w:p>'
    for l_1_text in (undefined(name='decision') if l_0_decision is missing else l_0_decision)[1:]:
        _loop_vars = {}
        pass
        yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">'
        yield str(environment.finalize(l_1_text))
        yield '</w:t></w:r></w:p>'
    l_1_text = missing
    if ((undefined(name='step') if l_0_step is missing else l_0_step) == 'talk'):
        pass
        yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">时间：    年    月    日    时</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">地点：</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">约谈人：</w:t></w:r></w:p>'
    yield '\n<w:p><w:pPr><w:pStyle w:val="Normal"/><w:keepNext/></w:pPr><w:r><w:t xml:space="preserve"></w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Normal"/><w:keepNext/><w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">'
    yield str(environment.finalize((undefined(name='office') if l_0_office is missing else l_0_office)))
    yield '</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Normal"/><w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">年    月    日</w:t></w:r></w:p><w:sectPr><w:footerReference w:type="default" r:id="rId10"/><w:footerReference w:type="even" r:id="rId11"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="567" w:footer="1531" w:gutter="0"/><w:cols w:space="425"/></w:sectPr></w:body></w:document>'

blocks = {}
debug_info = '3=28&4=33&6=39&7=67&8=75&13=82'
