"""The words addresses are made of, in English, Spanish and the languages of other street signs, folded."""

from typing import Final

from services.gateway.redaction.word_list import word_list, word_set

#: Kinds of street behind its name that are little else (USPS publication 28, appendix C1).
STRONG_SUFFIXES: Final = word_set(
    "street streets strret sreet avenue ave aven avenu avn boulevard blvd boulavard road rd lane ln "
    "parkway pkwy terrace terr turnpike tpke freeway fwy expressway expy highway hwy causeway blv cir "
    "hollow plz trl trwy byp esplanade crescent cres alley aly mews gardens gdns quay"
)
#: Those that are also other words: what follows decides.
WEAK_SUFFIXES: Final = word_set(
    "st str drive dr drv ct court pl place way wy circle trail square sq loop lp run pass path park row "
    "walk point pt pointe cove cv bend ridge rdg view hill hills hts heights landing crossing xing creek "
    "lake lakes grove meadow meadows oaks manor estates glen green commons plaza bypass spur track av ter "
    "common knoll vista valley branch fork ford ferry station springs spring shore shores village garden "
    "flats island isle mill mills crest canyon"
)
#: These as people misspell them; only such as are no words.
MISSPELT_SUFFIXES: Final = word_set(
    "stret stree steet streat strett strete srteet stteet aveneu avenu avnue aveune avanue avinue avenew "
    "avneue bulevard "
    "boulavard boulvard boulevar bouleverd cort corut courtt cuort coutr driv drie dirve drvie drieve "
    "dreive cirle circel cirlce "
    "cricle circl cercle curcle terace terrase terase terrac terrece lnae laen lanee laine rd. parkwy parkwey parway "
    "parkawy highwy hiway higway hwey trial. troad raod roade placce palce plcae squre sqaure squar corssing"
) - {"rd.", "trial.", "troad"}
#: Weak ones that are common nouns besides: they need a capital letter or a longer house number.
NOUNS: Final = word_set(
    "point pt view hill hills walk run pass row track station spring springs park village garden "
    "green common commons branch fork mill mills path oaks ford ferry isle island shore shores lake "
    "lakes square grove valley heights creek manor meadow path flats spur"
)
#: Streets known without such a word.
NAMED_STREETS: Final = frozenset(["broadway", "bowery", "embarcadero", "alameda", "speedway"])
ROUTES: Final = word_set("highway hwy route rte rt interstate fm cr sr county state us km")
#: Kinds of street before its name.
STRONG_PREFIXES: Final = word_set(
    "calle avenida avda carrera cra kra crr cl calzada calz diagonal dg transversal tv prolongacion jiron "
    "avendia avnida abenida aveinda avenid avennida kalle caye caylle "
    "jr callejon rue ul ulica ulitsa viale piazza piazzetta vicolo corso rua praca travessa plac chaussee "
    "impasse allee blvd boulevard bulevar av carretera autopista circuito cerrada privada carrer strada "
    "quai"
)
WEAK_PREFIXES: Final = word_set(
    "via camino paseo plaza pasaje pje ronda andador travesia glorieta rambla largo aleja place cours avenue"
)
#: Words behind the name of a street of other languages that stand by themselves.
FOREIGN_SUFFIXES: Final = word_set(
    "utca u ter ut utja korut tee maantee mnt puiestee tn gate gata vag vagen vej vei veien alle gade "
    "stræde straede bulevar namesti trg cesta ulice aleja iela strasse str platz weg gasse katu tie kuja "
    "polku plein straat laan tanav pst gatve prospekt square tervuren"
)
#: How streets end whose name is one word: German, Dutch, Swedish, Danish, Norwegian, Icelandic, Finnish, Estonian.
COMPOUNDS: Final = tuple(
    word_list(
        "strasse strase gasse gaessli allee platz damm steig gatan gaten vagen vegen vegur veien gade gaden "
        "straede katu kuja polku raitti laan straat dijk dreef singel gracht steenweg puiestee tanav maantee "
        "utca stigur backen bakken"
    )
)
#: The same, of which other words end too: only with a capital letter.
WEAK_COMPOUNDS: Final = tuple(
    word_list(
        "weg vag vej vei gata gate katy tie rinne plein kade baan tun uja braut skalinn grand torg plass "
        "stien tee ufer uja"
    )
)
UNITS: Final = word_set(
    "apartment apt apto apartamento suite ste unit floor fl flr bldg building lot trailer trlr spc "
    "penthouse depto dpto departamento interior int piso torre edificio edif lote manzana mz mza puerta "
    "casa rm appt no num local bodega nave"
)
#: Those that say "address" by themselves.
SURE_UNITS: Final = word_set("apartment apt apto apartamento suite ste depto dpto bldg")
#: Of these, where people live: "suite 210" by itself is the clinic's door.
HOME_UNITS: Final = SURE_UNITS - word_set("suite ste bldg")
NUMBER_SIGNS: Final = word_set("# no num numero number nro n")
DIRECTIONS: Final = word_set(
    "north south east west northeast northwest southeast southwest n s e w ne nw se sw norte sur este "
    "oeste oriente poniente ote pte"
)
#: Quarters of a town, before their name.
QUARTERS: Final = word_set(
    "colonia col barrio bo fraccionamiento fracc urbanizacion urb residencial reparto delegacion alcaldia "
    "sector vereda localidad comuna corregimiento ejido"
)
#: Words inside the name of a street that are no names: de la, of the.
JOINTS: Final = word_set("de del la las los el of the der di della delle dei du des da do dos van den d l le y")
#: Words that no name of a street is made of: they end it.
STOPS: Final = word_set(
    "cerca junto frente enfrente "
    "dicen dice verdad right aqui ahi alla pasa llego llegaron dra sra sr srta lic attending waived per referido "
    "a an and or but if so as at by for from in into on off over under to with without about after before "
    "until since is are was were be been am i'm im it it's its this that these those there here i you he "
    "she we they me my your his her our their us him them do does did done can could will would should "
    "may might must have has had not no yes ok okay please thanks thank need needs want wants like get "
    "got go going come coming see saw call called take takes taking give make made move moved change "
    "cancel book schedule reschedule when what where which who how why than then now today tomorrow "
    "yesterday morning afternoon evening night tonight am pm hour hours hr hrs minute minutes min mins "
    "day days week weeks month months year years time times pill pills tablet tablets mg ml mcg kg lb lbs "
    "pounds dose doses miles mile blocks block kids children people patients appointments appointment "
    "visit visits dollars percent more less next last same other another every each all any some only "
    "just very too also clinic hospital doctor nurse pain level stage grade type score side dirt busy "
    "long whole right wrong one-way two-way way. okay. again que en con sin por para sobre desde hasta es "
    "son fue era esta este estoy estas yo tu mi su sus mis nos me te se lo un una unos unas al si pero "
    "porque cuando donde como cual quien hay tengo tiene tenia necesito quiero puedo puede quisiera favor "
    "hoy manana ayer tarde noche dia dias semana semanas mes meses ano anos hora horas minuto minutos vez "
    "veces pastillas tabletas dosis gracias cita citas doctora ir voy va vengo llego abajo arriba queda "
    "vivo vive monday tuesday wednesday thursday friday saturday sunday lunes martes miercoles jueves "
    "viernes sabado domingo lives live living phone email number telefono correo numero cell box zip "
    "january february march april june july august september october november december "
    "between near"
) - {"mayo"}
