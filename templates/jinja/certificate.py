made_of = '41ea9fc2, Jinja 3.1.6'
from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'certificate'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_headline = resolve('headline')
    l_0_person = resolve('person')
    l_0_service = resolve('service')
    l_0_attendance = resolve('attendance')
    l_0_counted_months = resolve('counted_months')
    l_0_basis = resolve('basis')
    l_0_office = resolve('office')
    pass
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><w:body>\n<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t xml:space="preserve">'
    yield str(environment.finalize((undefined(name='headline') if l_0_headline is missing else l_0_headline)))
    yield '</w:t><w:br/><w:t xml:space="preserve">基层服务证明</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">兹证明'
    yield str(environment.finalize(environment.getattr((undefined(name='person') if l_0_person is missing else l_0_person), 'name')))
    if environment.getattr((undefined(name='person') if l_0_person is missing else l_0_person), 'sex'):
        pass
        yield '（'
        yield str(environment.finalize(environment.getattr((undefined(name='person') if l_0_person is missing else l_0_person), 'sex')))
        yield '）'
    yield '，系'
    yield str(environment.finalize(environment.getattr((undefined(name='person') if l_0_person is missing else l_0_person), 'support')))
    yield str(environment.finalize(environment.getattr((undefined(name='person') if l_0_person is missing else l_0_person), 'title')))
    yield '，派驻'
    yield str(environment.finalize(environment.getattr((undefined(name='person') if l_0_person is missing else l_0_person), 'recipient')))
    if (environment.getattr((undefined(name='person') if l_0_person is missing else l_0_person), 'release') == '半脱产'):
        pass
        yield '（半脱产）'
    yield '，服务期'
    yield str(environment.finalize(environment.getattr((undefined(name='person') if l_0_person is missing else l_0_person), 'period')))
    if environment.getattr((undefined(name='service') if l_0_service is missing else l_0_service), 'recalled'):
        pass
        yield '，'
        yield str(environment.finalize(environment.getattr((undefined(name='service') if l_0_service is missing else l_0_service), 'recalled')))
        yield '被召回'
    if (not environment.getattr((undefined(name='service') if l_0_service is missing else l_0_service), 'ended')):
        pass
        yield '，尚未期满'
    yield '。</w:t></w:r></w:p>'
    if environment.getattr((undefined(name='service') if l_0_service is missing else l_0_service), 'several'):
        pass
        yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/><w:keepNext/></w:pPr><w:r><w:t xml:space="preserve">其中：</w:t></w:r></w:p>'
        l_1_loop = missing
        for l_1_placement, l_1_loop in LoopContext(environment.getattr((undefined(name='service') if l_0_service is missing else l_0_service), 'placements'), undefined):
            _loop_vars = {}
            pass
            yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_placement, 'period')))
            yield '，'
            yield str(environment.finalize(environment.getattr(l_1_placement, 'recipient')))
            if environment.getattr(l_1_placement, 'release'):
                pass
                yield '（'
                yield str(environment.finalize(environment.getattr(l_1_placement, 'release')))
                yield '）'
            yield str(environment.finalize(('。' if environment.getattr(l_1_loop, 'last') else '；')))
            yield '</w:t></w:r></w:p>'
        l_1_loop = l_1_placement = missing
    yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">截至'
    yield str(environment.finalize(environment.getattr((undefined(name='service') if l_0_service is missing else l_0_service), 'until')))
    yield '，应出勤'
    yield str(environment.finalize(environment.getattr((undefined(name='attendance') if l_0_attendance is missing else l_0_attendance), 'required')))
    yield '天，实出勤'
    yield str(environment.finalize(environment.getattr((undefined(name='attendance') if l_0_attendance is missing else l_0_attendance), 'present')))
    yield '天'
    if (environment.getattr((undefined(name='attendance') if l_0_attendance is missing else l_0_attendance), 'unrecorded') != '0'):
        pass
        yield '（另有'
        yield str(environment.finalize(environment.getattr((undefined(name='attendance') if l_0_attendance is missing else l_0_attendance), 'unrecorded')))
        yield '天没有记录）'
    yield '。</w:t></w:r></w:p>'
    if environment.getattr((undefined(name='service') if l_0_service is missing else l_0_service), 'forfeited'):
        pass
        yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr((undefined(name='service') if l_0_service is missing else l_0_service), 'forfeited')))
        yield '，计'
        yield str(environment.finalize((undefined(name='counted_months') if l_0_counted_months is missing else l_0_counted_months)))
        yield '个月。</w:t></w:r></w:p>'
    else:
        pass
        yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">从'
        yield str(environment.finalize(environment.getattr((undefined(name='service') if l_0_service is missing else l_0_service), 'since')))
        yield '算至'
        yield str(environment.finalize(environment.getattr((undefined(name='service') if l_0_service is missing else l_0_service), 'last')))
        yield '，计入基层服务时间'
        yield str(environment.finalize((undefined(name='counted_months') if l_0_counted_months is missing else l_0_counted_months)))
        yield '个整月'
        if environment.getattr((undefined(name='service') if l_0_service is missing else l_0_service), 'reached'):
            pass
            yield '，'
            yield str(environment.finalize(environment.getattr((undefined(name='service') if l_0_service is missing else l_0_service), 'reached')))
        yield '。</w:t></w:r></w:p>'
    yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">依据'
    yield str(environment.finalize((undefined(name='basis') if l_0_basis is missing else l_0_basis)))
    yield '出具，供申报高一级专业技术职称时核验。</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Body"/><w:keepNext/></w:pPr><w:r><w:t xml:space="preserve">特此证明。</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Body"/><w:keepNext/></w:pPr><w:r><w:t xml:space="preserve">受援单位（盖章）：</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">经办人：                   年    月    日</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Normal"/><w:keepNext/></w:pPr><w:r><w:t xml:space="preserve"></w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Normal"/><w:keepNext/><w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">'
    yield str(environment.finalize((undefined(name='office') if l_0_office is missing else l_0_office)))
    yield '</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Normal"/><w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">年    月    日</w:t></w:r></w:p><w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="567" w:footer="1531" w:gutter="0"/><w:cols w:space="425"/></w:sectPr></w:body></w:document>'

blocks = {}
debug_info = '3=19&4=21&5=50&6=54&7=66&8=81&9=88&10=100&15=102'
