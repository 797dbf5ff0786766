made_of = '917df1bc, Jinja 3.1.6'
from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'recipient-score'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_annex = resolve('annex')
    l_0_heading = resolve('heading')
    l_0_as_of = resolve('as_of')
    l_0_subject = resolve('subject')
    l_0_people = resolve('people')
    l_0_plain = resolve('plain')
    l_0_heads = resolve('heads')
    l_0_sections = resolve('sections')
    l_0_total = resolve('total')
    l_0_rank = resolve('rank')
    l_0_basis = resolve('basis')
    pass
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><w:body>'
    if environment.getattr((undefined(name='annex') if l_0_annex is missing else l_0_annex), 'own'):
        pass
        yield '\n<w:p><w:pPr><w:pStyle w:val="FormTitle"/></w:pPr><w:r><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr((undefined(name='annex') if l_0_annex is missing else l_0_annex), 'own')))
        yield '</w:t></w:r></w:p>'
    else:
        pass
        yield '\n<w:p><w:pPr><w:pStyle w:val="FormTitle"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="方正小标宋_GBK" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr><w:t xml:space="preserve">'
        yield str(environment.finalize((undefined(name='heading') if l_0_heading is missing else l_0_heading)))
        yield '</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="FormTitle"/></w:pPr><w:r><w:t xml:space="preserve">受援医疗卫生机构绩效评定表</w:t></w:r></w:p>'
    yield '\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:spacing w:before="60" w:after="80"/><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">截至 '
    yield str(environment.finalize((undefined(name='as_of') if l_0_as_of is missing else l_0_as_of)))
    yield '</w:t></w:r></w:p><w:tbl><w:tblPr><w:tblW w:w="9412" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:left w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:right w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="404040"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="404040"/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="1361"/><w:gridCol w:w="3402"/><w:gridCol w:w="1247"/><w:gridCol w:w="3402"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="425" w:hRule="atLeast"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="1361" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr><w:t xml:space="preserve">受援单位</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="3402" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="CellSmall"/><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">'
    yield str(environment.finalize((undefined(name='subject') if l_0_subject is missing else l_0_subject)))
    yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1247" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr><w:t xml:space="preserve">派驻人员</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="3402" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="CellSmall"/><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">'
    yield str(environment.finalize(environment.getattr((undefined(name='people') if l_0_people is missing else l_0_people), 'count')))
    yield ' 人'
    if environment.getattr((undefined(name='people') if l_0_people is missing else l_0_people), 'mean'):
        pass
        yield '，平均 '
        yield str(environment.finalize(environment.getattr((undefined(name='people') if l_0_people is missing else l_0_people), 'mean')))
        yield '%，最低 '
        yield str(environment.finalize(environment.getattr((undefined(name='people') if l_0_people is missing else l_0_people), 'lowest')))
        yield '%'
    yield '</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\n<w:p><w:pPr><w:pStyle w:val="Hair"/></w:pPr><w:r><w:t xml:space="preserve"></w:t></w:r></w:p>'
    if (undefined(name='plain') if l_0_plain is missing else l_0_plain):
        pass
        yield '<w:tbl><w:tblPr><w:tblW w:w="9412" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:left w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:right w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="404040"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="404040"/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="964"/><w:gridCol w:w="1077"/><w:gridCol w:w="595"/><w:gridCol w:w="2070"/><w:gridCol w:w="2465"/><w:gridCol w:w="1587"/><w:gridCol w:w="652"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="454" w:hRule="atLeast"/><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:tcW w:w="964" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr((undefined(name='heads') if l_0_heads is missing else l_0_heads), 'section')))
        yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1077" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr((undefined(name='heads') if l_0_heads is missing else l_0_heads), 'item')))
        yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="595" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr((undefined(name='heads') if l_0_heads is missing else l_0_heads), 'points')))
        yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="4535" w:type="dxa"/><w:gridSpan w:val="2"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr((undefined(name='heads') if l_0_heads is missing else l_0_heads), 'criteria')))
        yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1587" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr((undefined(name='heads') if l_0_heads is missing else l_0_heads), 'method')))
        yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="652" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr((undefined(name='heads') if l_0_heads is missing else l_0_heads), 'score')))
        yield '</w:t></w:r></w:p></w:tc></w:tr>'
        l_1_loop = missing
        for l_1_section, l_1_loop in LoopContext((undefined(name='sections') if l_0_sections is missing else l_0_sections), undefined):
            _loop_vars = {}
            pass
            l_2_loop = missing
            for l_2_group, l_2_loop in LoopContext(environment.getattr(l_1_section, 'groups'), undefined):
                _loop_vars = {}
                pass
                yield '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="397" w:hRule="atLeast"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="964" w:type="dxa"/><w:vMerge w:val="'
                if environment.getattr(l_2_loop, 'first'):
                    pass
                    yield 'restart'
                else:
                    pass
                    yield 'continue'
                yield '"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="CellSmall"/><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">'
                if environment.getattr(l_2_loop, 'first'):
                    pass
                    yield str(environment.finalize(environment.getattr(l_1_section, 'title')))
                    yield '（'
                    yield str(environment.finalize(environment.getattr(l_1_section, 'points')))
                    yield ' 分）'
                yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1077" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="CellSmall"/><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">'
                yield str(environment.finalize(environment.getattr(l_2_group, 'title')))
                yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="595" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="CellSmall"/><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">'
                yield str(environment.finalize(environment.getattr(l_2_group, 'points')))
                yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="4535" w:type="dxa"/><w:gridSpan w:val="2"/><w:vAlign w:val="center"/></w:tcPr>'
                for l_3_line in environment.getattr(l_2_group, 'rows'):
                    _loop_vars = {}
                    pass
                    yield '\n<w:p><w:pPr><w:pStyle w:val="CellSmall"/><w:jc w:val="left"/></w:pPr><w:r><w:t xml:space="preserve">'
                    yield str(environment.finalize(environment.getattr(l_3_line, 'text')))
                    yield '</w:t></w:r></w:p>'
                l_3_line = missing
                yield '</w:tc><w:tc><w:tcPr><w:tcW w:w="1587" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="CellSmall"/><w:jc w:val="left"/></w:pPr><w:r><w:t xml:space="preserve">'
                yield str(environment.finalize(environment.getattr(l_2_group, 'method')))
                yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="652" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="CellSmall"/><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">'
                yield str(environment.finalize(environment.getattr(l_2_group, 'score')))
                yield '</w:t></w:r></w:p></w:tc></w:tr>'
            l_2_loop = l_2_group = missing
        l_1_loop = l_1_section = missing
        yield '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="510" w:hRule="atLeast"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="9410" w:type="dxa"/><w:gridSpan w:val="7"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">合计 '
        yield str(environment.finalize((environment.getattr((undefined(name='total') if l_0_total is missing else l_0_total), 'score') or '    ')))
        yield ' 分（满分 '
        yield str(environment.finalize(environment.getattr((undefined(name='total') if l_0_total is missing else l_0_total), 'max')))
        yield ' 分'
        if environment.getattr((undefined(name='total') if l_0_total is missing else l_0_total), 'percent'):
            pass
            yield '，'
            yield str(environment.finalize(environment.getattr((undefined(name='total') if l_0_total is missing else l_0_total), 'percent')))
            yield '%'
        yield '）'
        yield str(environment.finalize(environment.getattr((undefined(name='total') if l_0_total is missing else l_0_total), 'status')))
        if (undefined(name='rank') if l_0_rank is missing else l_0_rank):
            pass
            yield '\u3000名次：第 '
            yield str(environment.finalize((undefined(name='rank') if l_0_rank is missing else l_0_rank)))
            yield ' 名'
        yield '</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="1361" w:hRule="atLeast"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="4706" w:type="dxa"/><w:gridSpan w:val="4"/><w:vAlign w:val="bottom"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr><w:r><w:t xml:space="preserve">评定小组意见：</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr><w:r><w:t xml:space="preserve"></w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:ind w:rightChars="300" w:right="660"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">盖章</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:ind w:rightChars="50" w:right="110"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">年    月    日</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="4704" w:type="dxa"/><w:gridSpan w:val="3"/><w:vAlign w:val="bottom"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr><w:r><w:t xml:space="preserve">被评定单位意见：</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr><w:r><w:t xml:space="preserve"></w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:ind w:rightChars="300" w:right="660"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">盖章</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:ind w:rightChars="50" w:right="110"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">年    月    日</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
    else:
        pass
        yield '<w:tbl><w:tblPr><w:tblW w:w="9412" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:left w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:right w:val="single" w:sz="8" w:space="0" w:color="404040"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="404040"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="404040"/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="964"/><w:gridCol w:w="1077"/><w:gridCol w:w="595"/><w:gridCol w:w="2070"/><w:gridCol w:w="1218"/><w:gridCol w:w="1361"/><w:gridCol w:w="652"/><w:gridCol w:w="1474"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="454" w:hRule="atLeast"/><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:tcW w:w="964" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr((undefined(name='heads') if l_0_heads is missing else l_0_heads), 'section')))
        yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1077" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr((undefined(name='heads') if l_0_heads is missing else l_0_heads), 'item')))
        yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="595" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr((undefined(name='heads') if l_0_heads is missing else l_0_heads), 'points')))
        yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="3288" w:type="dxa"/><w:gridSpan w:val="2"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr((undefined(name='heads') if l_0_heads is missing else l_0_heads), 'criteria')))
        yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1361" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr((undefined(name='heads') if l_0_heads is missing else l_0_heads), 'method')))
        yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="652" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr((undefined(name='heads') if l_0_heads is missing else l_0_heads), 'score')))
        yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1474" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr><w:t xml:space="preserve">'
        yield str(environment.finalize(environment.getattr((undefined(name='heads') if l_0_heads is missing else l_0_heads), 'reason')))
        yield '</w:t></w:r></w:p></w:tc></w:tr>'
        l_1_loop = missing
        for l_1_section, l_1_loop in LoopContext((undefined(name='sections') if l_0_sections is missing else l_0_sections), undefined):
            _loop_vars = {}
            pass
            l_2_loop = missing
            for l_2_group, l_2_loop in LoopContext(environment.getattr(l_1_section, 'groups'), undefined):
                _loop_vars = {}
                pass
                yield '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="397" w:hRule="atLeast"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="964" w:type="dxa"/><w:vMerge w:val="'
                if environment.getattr(l_2_loop, 'first'):
                    pass
                    yield 'restart'
                else:
                    pass
                    yield 'continue'
                yield '"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="CellSmall"/><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">'
                if environment.getattr(l_2_loop, 'first'):
                    pass
                    yield str(environment.finalize(environment.getattr(l_1_section, 'title')))
                    yield '（'
                    yield str(environment.finalize(environment.getattr(l_1_section, 'points')))
                    yield ' 分）'
                yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1077" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="CellSmall"/><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">'
                yield str(environment.finalize(environment.getattr(l_2_group, 'title')))
                yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="595" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="CellSmall"/><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">'
                yield str(environment.finalize(environment.getattr(l_2_group, 'points')))
                yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="3288" w:type="dxa"/><w:gridSpan w:val="2"/><w:vAlign w:val="center"/></w:tcPr>'
                for l_3_line in environment.getattr(l_2_group, 'rows'):
                    _loop_vars = {}
                    pass
                    yield '\n<w:p><w:pPr><w:pStyle w:val="CellSmall"/><w:jc w:val="left"/></w:pPr><w:r><w:t xml:space="preserve">'
                    yield str(environment.finalize(environment.getattr(l_3_line, 'text')))
                    yield '</w:t></w:r></w:p>'
                l_3_line = missing
                yield '</w:tc><w:tc><w:tcPr><w:tcW w:w="1361" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="CellSmall"/><w:jc w:val="left"/></w:pPr><w:r><w:t xml:space="preserve">'
                yield str(environment.finalize(environment.getattr(l_2_group, 'method')))
                yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="652" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="CellSmall"/><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">'
                yield str(environment.finalize(environment.getattr(l_2_group, 'score')))
                yield '</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="1474" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
                for l_3_reason in environment.getattr(l_2_group, 'reasons'):
                    _loop_vars = {}
                    pass
                    yield '\n<w:p><w:pPr><w:pStyle w:val="CellSmall"/><w:jc w:val="left"/></w:pPr><w:r><w:t xml:space="preserve">'
                    yield str(environment.finalize(l_3_reason))
                    yield '</w:t></w:r></w:p>'
                l_3_reason = missing
                if (not environment.getattr(l_2_group, 'reasons')):
                    pass
                    yield '\n<w:p><w:pPr><w:pStyle w:val="CellSmall"/></w:pPr><w:r><w:t xml:space="preserve"></w:t></w:r></w:p>'
                yield '</w:tc></w:tr>'
            l_2_loop = l_2_group = missing
        l_1_loop = l_1_section = missing
        yield '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="510" w:hRule="atLeast"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="9411" w:type="dxa"/><w:gridSpan w:val="8"/><w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/><w:vAlign w:val="center"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr><w:t xml:space="preserve">合计 '
        yield str(environment.finalize((environment.getattr((undefined(name='total') if l_0_total is missing else l_0_total), 'score') or '    ')))
        yield ' 分（满分 '
        yield str(environment.finalize(environment.getattr((undefined(name='total') if l_0_total is missing else l_0_total), 'max')))
        yield ' 分'
        if environment.getattr((undefined(name='total') if l_0_total is missing else l_0_total), 'percent'):
            pass
            yield '，'
            yield str(environment.finalize(environment.getattr((undefined(name='total') if l_0_total is missing else l_0_total), 'percent')))
            yield '%'
        yield '）'
        yield str(environment.finalize(environment.getattr((undefined(name='total') if l_0_total is missing else l_0_total), 'status')))
        if (undefined(name='rank') if l_0_rank is missing else l_0_rank):
            pass
            yield '\u3000名次：第 '
            yield str(environment.finalize((undefined(name='rank') if l_0_rank is missing else l_0_rank)))
            yield ' 名'
        yield '</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="1361" w:hRule="atLeast"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="4706" w:type="dxa"/><w:gridSpan w:val="4"/><w:vAlign w:val="bottom"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr><w:r><w:t xml:space="preserve">评定小组意见：</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr><w:r><w:t xml:space="preserve"></w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:ind w:rightChars="300" w:right="660"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">盖章</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:ind w:rightChars="50" w:right="110"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">年    月    日</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="4705" w:type="dxa"/><w:gridSpan w:val="4"/><w:vAlign w:val="bottom"/></w:tcPr>\n<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr><w:r><w:t xml:space="preserve">被评定单位意见：</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr><w:r><w:t xml:space="preserve"></w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:ind w:rightChars="300" w:right="660"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">盖章</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val="Cell"/><w:ind w:rightChars="50" w:right="110"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">年    月    日</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
    yield '\n<w:p><w:pPr><w:pStyle w:val="Note"/><w:spacing w:before="60" w:after="0"/></w:pPr><w:r><w:t xml:space="preserve">依据'
    yield str(environment.finalize((undefined(name='basis') if l_0_basis is missing else l_0_basis)))
    yield '。'
    yield str(environment.finalize(environment.getattr((undefined(name='annex') if l_0_annex is missing else l_0_annex), 'told')))
    yield '“待评”为尚无评分、也无登记可以计算的行，不计入合计。</w:t></w:r></w:p><w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="850" w:right="1247" w:bottom="794" w:left="1247" w:header="567" w:footer="454" w:gutter="0"/><w:cols w:space="425"/></w:sectPr></w:body></w:document>'

blocks = {}
debug_info = '2=23&3=26&4=31&6=34&8=36&10=38&11=48&12=51&13=53&14=55&15=57&16=59&17=61&18=79&19=86&20=88&21=94&22=98&23=100&24=105&33=125&34=127&35=129&36=131&37=133&38=135&39=137&40=155&41=162&42=164&43=170&44=174&45=176&46=182&48=192&57=210'
