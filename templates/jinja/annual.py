made_of = '775ed028, Jinja 3.1.6'
from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'annual'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_headline = resolve('headline')
    l_0_period = resolve('period')
    l_0_heading = resolve('heading')
    l_0_counts = resolve('counts')
    l_0_attendance = resolve('attendance')
    l_0_recipients = resolve('recipients')
    l_0_work = resolve('work')
    l_0_activities = resolve('activities')
    l_0_grades = resolve('grades')
    l_0_supports_ranked = resolve('supports_ranked')
    l_0_recipients_ranked = resolve('recipients_ranked')
    l_0_findings = resolve('findings')
    l_0_practices = resolve('practices')
    l_0_plans = resolve('plans')
    l_0_office = resolve('office')
    pass
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><w:body>\n<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t xml:space="preserve">'
    yield str(environment.finalize((undefined(name='headline') if l_0_headline is missing else l_0_headline)))
    yield '</w:t><w:br/><w:t xml:space="preserve">总结报告</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">'
    yield str(environment.finalize(environment.getattr((undefined(name='period') if l_0_period is missing else l_0_period), 'start')))
    yield '至'
    yield str(environment.finalize(environment.getattr((undefined(name='period') if l_0_period is missing else l_0_period), 'end')))
    yield '，'
    yield str(environment.finalize((undefined(name='heading') if l_0_heading is missing else l_0_heading)))
    yield '开展情况如下。</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">一、派驻情况</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">共派驻'
    yield str(environment.finalize(environment.getattr((undefined(name='counts') if l_0_counts is missing else l_0_counts), 'people')))
    yield '人（'
    yield str(environment.finalize(environment.getattr((undefined(name='counts') if l_0_counts is missing else l_0_counts), 'placements')))
    yield '人次、'
    yield str(environment.finalize(environment.getattr((undefined(name='counts') if l_0_counts is missing else l_0_counts), 'posts')))
    yield '个岗位），来自'
    yield str(environment.finalize(environment.getattr((undefined(name='counts') if l_0_counts is missing else l_0_counts), 'supports')))
    yield '家支援单位，覆盖'
    yield str(environment.finalize(environment.getattr((undefined(name='counts') if l_0_counts is missing else l_0_counts), 'recipients')))
    yield '家受援单位；半脱产'
    yield str(environment.finalize(environment.getattr((undefined(name='counts') if l_0_counts is missing else l_0_counts), 'half_release')))
    yield '人次。</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">二、在岗情况</w:t></w:r></w:p>'
    if environment.getattr((undefined(name='attendance') if l_0_attendance is missing else l_0_attendance), 'known'):
        pass
        yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">按逐日考勤统计'
        if environment.getattr((undefined(name='attendance') if l_0_attendance is missing else l_0_attendance), 'by_week'):
            pass
            yield '（不含半脱产人员）'
        yield '，应出勤'
        yield str(environment.finalize(environment.getattr((undefined(name='attendance') if l_0_attendance is missing else l_0_attendance), 'required')))
        yield '人天，实出勤'
        yield str(environment.finalize(environment.getattr((undefined(name='attendance') if l_0_attendance is missing else l_0_attendance), 'present')))
        yield '人天'
        if environment.getattr((undefined(name='attendance') if l_0_attendance is missing else l_0_attendance), 'rate'):
            pass
            yield '，出勤率'
            yield str(environment.finalize(environment.getattr((undefined(name='attendance') if l_0_attendance is missing else l_0_attendance), 'rate')))
            yield '%'
        yield '。'
        l_1_loop = missing
        for l_1_leave, l_1_loop in LoopContext(environment.getattr((undefined(name='attendance') if l_0_attendance is missing else l_0_attendance), 'leaves'), undefined):
            _loop_vars = {}
            pass
            yield str(environment.finalize(environment.getattr(l_1_leave, 'kind')))
            yield str(environment.finalize(environment.getattr(l_1_leave, 'days')))
            yield '天'
            if (not environment.getattr(l_1_loop, 'last')):
                pass
                yield '，'
            else:
                pass
                yield '。'
        l_1_loop = l_1_leave = missing
        yield '</w:t></w:r></w:p><w:tbl><w:tblPr><w:tblW w:w="8845" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:left w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:right w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="404040"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="404040"/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="2835"/><w:gridCol w:w="794"/><w:gridCol w:w="1134"/><w:gridCol w:w="1134"/><w:gridCol w:w="1020"/><w:gridCol w:w="964"/><w:gridCol w:w="963"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="454" w:hRule="atLeast"/><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:tcW w:w="2835" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">受援单位</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="794" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">人次</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1134" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">应出勤</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1134" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">实出勤</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1020" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">出勤率%</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="964" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">请假</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="963" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">旷工</w:t></w:r></w:p></w:tc></w:tr>'
        for l_1_unit in (undefined(name='recipients') if l_0_recipients is missing else l_0_recipients):
            _loop_vars = {}
            pass
            yield '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="454" w:hRule="atLeast"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="2835" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_unit, 'name')))
            yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="794" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_unit, 'people')))
            yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1134" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_unit, 'required')))
            yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1134" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_unit, 'present')))
            yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1020" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_unit, 'rate')))
            yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="964" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_unit, 'leave')))
            yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="963" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_unit, 'absent')))
            yield '</w:t></w:r></w:p></w:tc></w:tr>'
        l_1_unit = missing
        yield '</w:tbl>\n<w:p><w:pPr><w:pStyle w:val="Picture"/><w:jc w:val="center"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5400000" cy="2448000"/><wp:docPr id="1" name="图1" descr="出勤率（%）"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rId21"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Picture"/><w:jc w:val="center"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5400000" cy="2448000"/><wp:docPr id="2" name="图2" descr="请假构成（天）"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rId22"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    else:
        pass
        yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">尚无逐日考勤。</w:t></w:r></w:p>'
    yield '\n<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">三、工作开展</w:t></w:r></w:p>'
    if environment.getattr((undefined(name='work') if l_0_work is missing else l_0_work), 'known'):
        pass
        yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">门诊诊疗'
        yield str(environment.finalize(environment.getattr((undefined(name='work') if l_0_work is missing else l_0_work), 'outpatients')))
        yield '人次，带教查房'
        yield str(environment.finalize(environment.getattr((undefined(name='work') if l_0_work is missing else l_0_work), 'teaching')))
        yield '次，外科手术'
        yield str(environment.finalize(environment.getattr((undefined(name='work') if l_0_work is missing else l_0_work), 'surgery')))
        yield '例，助产服务'
        yield str(environment.finalize(environment.getattr((undefined(name='work') if l_0_work is missing else l_0_work), 'deliveries')))
        yield '例。</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Picture"/><w:jc w:val="center"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5400000" cy="2448000"/><wp:docPr id="3" name="图3" descr="工作量"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rId23"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">开展培训带教'
    yield str(environment.finalize(environment.getattr((undefined(name='counts') if l_0_counts is missing else l_0_counts), 'activities')))
    yield '次'
    if (undefined(name='activities') if l_0_activities is missing else l_0_activities):
        pass
        yield '（'
        l_1_loop = missing
        for l_1_activity, l_1_loop in LoopContext((undefined(name='activities') if l_0_activities is missing else l_0_activities), undefined):
            _loop_vars = {}
            pass
            yield str(environment.finalize(environment.getattr(l_1_activity, 'kind')))
            yield str(environment.finalize(environment.getattr(l_1_activity, 'count')))
            yield '次'
            if (not environment.getattr(l_1_loop, 'last')):
                pass
                yield '，'
        l_1_loop = l_1_activity = missing
        yield '）'
    yield '；接收进修'
    yield str(environment.finalize(environment.getattr((undefined(name='counts') if l_0_counts is missing else l_0_counts), 'trainees')))
    yield '人，督导调研'
    yield str(environment.finalize(environment.getattr((undefined(name='counts') if l_0_counts is missing else l_0_counts), 'visits')))
    yield '次。</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">四、评定结果</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">派驻人员：'
    l_1_loop = missing
    for l_1_grade, l_1_loop in LoopContext((undefined(name='grades') if l_0_grades is missing else l_0_grades), undefined):
        _loop_vars = {}
        pass
        yield str(environment.finalize(environment.getattr(l_1_grade, 'grade')))
        yield str(environment.finalize(environment.getattr(l_1_grade, 'count')))
        yield '人次'
        if (not environment.getattr(l_1_loop, 'last')):
            pass
            yield '，'
        else:
            pass
            yield '。'
    l_1_loop = l_1_grade = missing
    yield '</w:t></w:r></w:p>'
    if (undefined(name='supports_ranked') if l_0_supports_ranked is missing else l_0_supports_ranked):
        pass
        yield '\n<w:p><w:pPr><w:pStyle w:val="Picture"/><w:jc w:val="center"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5400000" cy="2448000"/><wp:docPr id="4" name="图4" descr="得分分布（人数）"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rId24"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t xml:space="preserve">（一）支援单位</w:t></w:r></w:p><w:tbl><w:tblPr><w:tblW w:w="8845" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:left w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:right w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="404040"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="404040"/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="794"/><w:gridCol w:w="3402"/><w:gridCol w:w="1134"/><w:gridCol w:w="907"/><w:gridCol w:w="1361"/><w:gridCol w:w="1246"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="454" w:hRule="atLeast"/><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:tcW w:w="794" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">名次</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="3402" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">单位</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1134" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">得分</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="907" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">人数</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1361" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">人员平均%</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1246" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">状态</w:t></w:r></w:p></w:tc></w:tr>'
        for l_1_unit in (undefined(name='supports_ranked') if l_0_supports_ranked is missing else l_0_supports_ranked):
            _loop_vars = {}
            pass
            yield '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="454" w:hRule="atLeast"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="794" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_unit, 'rank')))
            yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="3402" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_unit, 'name')))
            yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1134" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_unit, 'score')))
            yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="907" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_unit, 'count')))
            yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1361" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_unit, 'mean')))
            yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1246" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_unit, 'status')))
            yield '</w:t></w:r></w:p></w:tc></w:tr>'
        l_1_unit = missing
        yield '</w:tbl>\n<w:p><w:pPr><w:pStyle w:val="Heading2"/><w:spacing w:before="160" w:after="0"/></w:pPr><w:r><w:t xml:space="preserve">（二）受援单位</w:t></w:r></w:p><w:tbl><w:tblPr><w:tblW w:w="8845" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:left w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:right w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="404040"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="404040"/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="794"/><w:gridCol w:w="3402"/><w:gridCol w:w="1134"/><w:gridCol w:w="907"/><w:gridCol w:w="1361"/><w:gridCol w:w="1246"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="454" w:hRule="atLeast"/><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:tcW w:w="794" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">名次</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="3402" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">单位</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1134" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">得分</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="907" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">人数</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1361" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">人员平均%</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1246" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">状态</w:t></w:r></w:p></w:tc></w:tr>'
        for l_1_unit in (undefined(name='recipients_ranked') if l_0_recipients_ranked is missing else l_0_recipients_ranked):
            _loop_vars = {}
            pass
            yield '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="454" w:hRule="atLeast"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="794" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_unit, 'rank')))
            yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="3402" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_unit, 'name')))
            yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1134" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_unit, 'score')))
            yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="907" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_unit, 'count')))
            yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1361" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_unit, 'mean')))
            yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1246" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_unit, 'status')))
            yield '</w:t></w:r></w:p></w:tc></w:tr>'
        l_1_unit = missing
        yield '</w:tbl>'
    yield '\n<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:spacing w:before="160" w:after="0"/></w:pPr><w:r><w:t xml:space="preserve">五、存在问题</w:t></w:r></w:p>'
    if (undefined(name='findings') if l_0_findings is missing else l_0_findings):
        pass
        yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">核查发现的问题汇总如下，逐条见问题清单。</w:t></w:r></w:p><w:tbl><w:tblPr><w:tblW w:w="8844" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:left w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:right w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="404040"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="404040"/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="3969"/><w:gridCol w:w="2835"/><w:gridCol w:w="1020"/><w:gridCol w:w="1020"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="454" w:hRule="atLeast"/><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:tcW w:w="3969" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">问题</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="2835" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">条款</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1020" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">性质</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1020" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">处</w:t></w:r></w:p></w:tc></w:tr>'
        for l_1_finding in (undefined(name='findings') if l_0_findings is missing else l_0_findings):
            _loop_vars = {}
            pass
            yield '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="454" w:hRule="atLeast"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="3969" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_finding, 'title')))
            yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="2835" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_finding, 'clause')))
            yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1020" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_finding, 'severity')))
            yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1020" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_finding, 'count')))
            yield '</w:t></w:r></w:p></w:tc></w:tr>'
        l_1_finding = missing
        yield '</w:tbl>'
    else:
        pass
        yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">核查未发现错误和提醒事项。</w:t></w:r></w:p>'
    if (undefined(name='practices') if l_0_practices is missing else l_0_practices):
        pass
        yield '\n<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:spacing w:before="160" w:after="0"/></w:pPr><w:r><w:t xml:space="preserve">六、经验做法</w:t></w:r></w:p>'
        for l_1_line in (undefined(name='practices') if l_0_practices is missing else l_0_practices):
            _loop_vars = {}
            pass
            yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_line, 'text')))
            yield '</w:t></w:r></w:p>'
        l_1_line = missing
    yield '\n<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:spacing w:before="160" w:after="0"/></w:pPr><w:r><w:t xml:space="preserve">'
    yield str(environment.finalize(('七' if (undefined(name='practices') if l_0_practices is missing else l_0_practices) else '六')))
    yield '、下一步打算</w:t></w:r></w:p>'
    if (undefined(name='plans') if l_0_plans is missing else l_0_plans):
        pass
        for l_1_line in (undefined(name='plans') if l_0_plans is missing else l_0_plans):
            _loop_vars = {}
            pass
            yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">'
            yield str(environment.finalize(environment.getattr(l_1_line, 'text')))
            yield '</w:t></w:r></w:p>'
        l_1_line = missing
    else:
        pass
        yield '\n<w:p><w:pPr><w:pStyle w:val="Body"/><w:keepNext/></w:pPr><w:r><w:t xml:space="preserve"></w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Body"/><w:keepNext/></w:pPr><w:r><w:t xml:space="preserve"></w:t></w:r></w:p>'
    yield '\n<w:p><w:pPr><w:pStyle w:val="Normal"/><w:keepNext/></w:pPr><w:r><w:t xml:space="preserve"></w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Normal"/><w:keepNext/><w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">'
    yield str(environment.finalize((undefined(name='office') if l_0_office is missing else l_0_office)))
    yield '</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Normal"/><w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">年    月    日</w:t></w:r></w:p><w:sectPr><w:footerReference w:type="default" r:id="rId10"/><w:footerReference w:type="even" r:id="rId11"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="567" w:footer="1531" w:gutter="0"/><w:cols w:space="425"/></w:sectPr></w:body></w:document>'

blocks = {}
debug_info = '3=27&4=29&6=35&7=47&8=50&15=79&16=83&17=85&18=87&19=89&20=91&21=93&22=95&26=103&27=106&29=115&31=138&39=155&40=159&41=161&42=163&43=165&44=167&45=169&52=173&53=177&54=179&55=181&56=183&57=185&58=187&59=192&64=195&65=199&66=201&67=203&68=205&69=212&70=215&71=219&72=223&73=231&77=238'
