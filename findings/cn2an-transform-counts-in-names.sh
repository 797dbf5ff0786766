#!/usr/bin/env bash
# cn2an 0.5.24, transform(…, "cn2an"), meant to turn Chinese numbers in a sentence into digits: the name 张三丰 becomes 张3丰, the
# feast 七一 becomes 71, 第四条第二款 becomes 第4条第2款. The other way 6.10 of a clause number becomes 六点一零. And 一百五 is 150 while
# 百二十, as people write it, is refused. So names and clause numbers must be kept from it.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install cn2an==0.5.24
"$work/venv/bin/python" -W ignore - <<'PY'
import cn2an
def seen(call, *given):
    try:
        return call(*given)
    except Exception as error:
        return type(error).__name__
texts = ["张三丰出勤二十一天", "七一下乡", "第四条第二款", "于万一"]
turned = {text: seen(cn2an.transform, text, "cn2an") for text in texts}
numbers = {text: seen(cn2an.cn2an, text, "smart") for text in ("一百五", "百二十", "廿三")}
clause = seen(cn2an.transform, "依据6.10条", "an2cn")
print("cn2an 0.5.24:", turned, numbers, clause)
assert turned["张三丰出勤二十一天"] == "张3丰出勤21天" and turned["七一下乡"] == "71下乡", "changed"
assert numbers == {"一百五": 150, "百二十": "ValueError", "廿三": 23} and clause == "依据六点一零条", "changed"
PY
