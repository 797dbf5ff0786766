"""A real chart of Word (DrawingML), so that a clerk can restyle it there; its figures are put in when it is filled."""

from __future__ import annotations

from paper import HEAD, A, C, R

COLOURS = ("2F5D8A", "7F9DB9", "B5651D", "8A8A8A")


def chart(title: str, kind: str = "column", series: int = 1, top: int | None = None, font: str = "仿宋_GB2312") -> str:
    """A chart part. `kind`: column or line; `top`: fixed upper end of the value axis (100 for percentages)."""
    text = f'<a:latin typeface="Times New Roman"/><a:ea typeface="{font}"/>'

    def words(size: int, bold: int = 0) -> str:
        body = f'<a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}" b="{bold}">{text}</a:defRPr></a:pPr>'
        return f'<c:txPr>{body}<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'

    def one(index: int) -> str:
        colour = COLOURS[index % len(COLOURS)]
        fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        looks = (
            f'<c:spPr><a:ln w="28575">{fill}</a:ln></c:spPr><c:marker><c:symbol val="circle"/><c:size val="6"/></c:marker>'
            if kind == "line"
            else f'<c:spPr>{fill}</c:spPr><c:invertIfNegative val="0"/>'
        )
        labels = (
            ""
            if series > 1 or kind == "line"
            else (
                f'<c:dLbls>{words(900)}<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
                '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
            )
        )
        return (
            f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache>'
            f'<c:ptCount val="1"/><c:pt idx="0"><c:v>系列{index + 1}</c:v></c:pt></c:strCache></c:strRef></c:tx>{looks}{labels}'
            '<c:cat><c:strRef><c:f>Sheet1!$A$2</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>样例</c:v></c:pt></c:strCache></c:strRef></c:cat>'
            '<c:val><c:numRef><c:f>Sheet1!$B$2</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="1"/><c:pt idx="0"><c:v>1</c:v></c:pt></c:numCache></c:numRef></c:val>'
            + ('<c:smooth val="0"/>' if kind == "line" else "")
            + "</c:ser>"
        )

    body = "".join(one(index) for index in range(series))
    axes = '<c:axId val="111"/><c:axId val="112"/>'
    plot = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{body}<c:marker val="1"/>{axes}</c:lineChart>'
        if kind == "line"
        else f'<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>{body}<c:gapWidth val="80"/>{axes}</c:barChart>'
    )
    limit = f'<c:max val="{top}"/><c:min val="0"/>' if top else ""
    grid = '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
    line = '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="808080"/></a:solidFill></a:ln></c:spPr>'
    legend = f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{words(900)}</c:legend>' if series > 1 else ""
    return (
        f'{HEAD}<c:chartSpace {C} {A} {R}><c:roundedCorners val="0"/><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1200" b="0"/></a:pPr>'
        f'<a:r><a:rPr lang="zh-CN" sz="1200" b="0">{text}</a:rPr><a:t>{title}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
        f'<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>{plot}'
        f'<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{line}{words(900)}<c:crossAx val="112"/></c:catAx>'
        f'<c:valAx><c:axId val="112"/><c:scaling><c:orientation val="minMax"/>{limit}</c:scaling><c:delete val="0"/><c:axPos val="l"/>{grid}'
        f'<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{words(900)}<c:crossAx val="111"/></c:valAx>'
        f'</c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>'
    )


def inline(index: int, title: str, width: float = 150, height: float = 68) -> str:
    """The run that places chart `index` (from 1) in a paragraph; millimetres."""
    size = f'cx="{round(width * 36000)}" cy="{round(height * 36000)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{index}" name="图{index}" descr="{title}"/><a:graphic><a:graphicData '
        f'uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rId{20 + index}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
