"""Domains that say nothing about whose company it is."""

from __future__ import annotations

_MAIL = """
    126.com 139.com 163.com 189.cn aim.com alice.it aol.com arcor.de att.net
    bellsouth.net bigpond.com bluewin.ch bol.com.br bt.com btinternet.com charter.net
    comcast.net cox.net earthlink.net fastmail.com free.fr freenet.de gmail.com
    gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hey.com hotmail.co.uk
    hotmail.com hotmail.fr hotmail.it hushmail.com icloud.com laposte.net libero.it
    live.co.uk live.com mac.com mail.com mail.ru me.com msn.com naver.com neuf.fr
    o2.pl optonline.net optusnet.com.au orange.fr outlook.com pm.me proton.me
    protonmail.com qq.com rediffmail.com rocketmail.com sbcglobal.net seznam.cz sfr.fr
    sina.com sky.com t-online.de telenet.be tin.it tiscali.it tuta.com tutanota.com
    uol.com.br verizon.net virgilio.it wanadoo.fr web.de wp.pl yahoo.co.jp
    yahoo.co.uk yahoo.com yahoo.de yahoo.es yahoo.fr yahoo.it yandex.ru ymail.com
    zoho.com
"""
_SITES = """
    blogspot.com business.site facebook.com github.io godaddysites.com instagram.com
    linkedin.com linktr.ee medium.com myshopify.com squarespace.com t.me tiktok.com
    tumblr.com twitter.com weebly.com wikipedia.org wixsite.com wordpress.com x.com
    xing.com yelp.com youtube.com
"""

FREEMAIL = frozenset(_MAIL.split())
"""Domains of mail providers."""

SHARED_SITES = frozenset(_SITES.split())
"""Sites on which companies have a page instead of a website of their own."""
