"""States and countries: not identifiers by themselves, but part of an address that is one."""

from typing import Final

from services.gateway.redaction.word_list import word_set


def _names(text: str) -> frozenset[str]:
    """Return names that a comma parts as a set."""
    return frozenset(text.split(","))


_ABBREVIATED: Final = (
    "al alabama,ak alaska,az arizona,ar arkansas,ca california,co colorado,ct connecticut,de delaware,fl florida,"
    "ga georgia,hi hawaii,id idaho,il illinois,in indiana,ia iowa,ks kansas,ky kentucky,la louisiana,me maine,"
    "md maryland,ma massachusetts,mi michigan,mn minnesota,ms mississippi,mo missouri,mt montana,ne nebraska,nv nevada,"
    "nh new hampshire,nj new jersey,nm new mexico,ny new york,nc north carolina,nd north dakota,oh ohio,ok oklahoma,"
    "or oregon,pa pennsylvania,ri rhode island,sc south carolina,sd south dakota,tn tennessee,tx texas,ut utah,"
    "vt vermont,va virginia,wa washington,wv west virginia,wi wisconsin,wy wyoming,dc district of columbia,"
    "pr puerto rico,vi virgin islands,gu guam,as american samoa,aa armed forces americas,ae armed forces europe,"
    "ap armed forces pacific"
)
_PAIRS: Final = [each.partition(" ") for each in _ABBREVIATED.split(",")]
#: Postal abbreviations (USPS publication 28), as folded.
ABBREVIATIONS: Final = frozenset(pair[0] for pair in _PAIRS)
#: Those that are words or titles too: they count in capitals, behind a comma, or before a postal code.
WORDLIKE: Final = word_set("al ar as co de hi id in la ma me mi ms mo mt ne oh ok or pa pr va vi ca ap ct md")
_OLD: Final = "calif,fla,tex,ariz,colo,conn,ill,ind,mass,mich,minn,miss,okla,ore,penn,tenn,wash,wis,penna,nebr"
#: Names of States, of those of Mexico and of provinces, as folded.
STATES: Final = frozenset(
    {pair[2] for pair in _PAIRS}
    | _names(_OLD)
    | _names(
        "jalisco,nuevo leon,sonora,sinaloa,michoacan,guerrero,oaxaca,chiapas,tabasco,yucatan,quintana roo,nayarit,"
        "zacatecas,tamaulipas,coahuila,durango,hidalgo,morelos,tlaxcala,baja california,estado de mexico,edomex,"
        "antioquia,cundinamarca,valle del cauca,ontario,quebec,alberta,manitoba,saskatchewan,british columbia,"
        "nova scotia,nuevo mexico,carolina del norte,carolina del sur"
    )
)
#: Names of countries and what stands for one, as folded.
COUNTRIES: Final = _names(
    "usa,us,u.s.a,u.s,united states,estados unidos,mexico,guatemala,el salvador,honduras,nicaragua,costa rica,panama,"
    "cuba,dominican republic,republica dominicana,colombia,venezuela,ecuador,peru,bolivia,chile,argentina,uruguay,"
    "paraguay,brazil,brasil,spain,espana,portugal,france,francia,germany,alemania,italy,italia,belgium,netherlands,"
    "luxembourg,switzerland,austria,denmark,norway,sweden,finland,iceland,estonia,latvia,lithuania,poland,"
    "czech republic,czechia,slovakia,slovenia,hungary,croatia,serbia,bosnia,romania,bulgaria,greece,cyprus,turkey,"
    "ireland,united kingdom,uk,u.k,england,scotland,wales,northern ireland,russia,ukraine,china,india,japan,korea,"
    "south korea,vietnam,philippines,thailand,indonesia,malaysia,singapore,australia,new zealand,canada,israel,egypt,"
    "tunisia,morocco,algeria,south africa,nigeria,kenya,ghana,ethiopia,haiti,jamaica,trinidad,greenland,pakistan,iran,"
    "iraq,syria,lebanon,jordan,saudi arabia,faroe islands,albania,malta,puerto rico"
)
LONGEST: Final = 3
"""Words in the longest name of a State or country that is looked up."""
