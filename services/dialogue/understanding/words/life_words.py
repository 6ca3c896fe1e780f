"""Words of family, health, work, school, travel and politeness: they tell why, and wish nothing."""

from typing import Final

from services.dialogue.understanding.words.word_set import word_set

_ENGLISH: Final = word_set(
    """
    kid kids school son sons daughter daughters mom moms dad dads mother father husband wife baby sister brother
    boss work working shift job meeting car bus ride flight plane train truck traffic babysitter sitter daycare
    class college vacation trip wedding funeral jury duty court chemo surgery fever flu cold cough sick pain hurts
    hurt tooth ear throat knee back chest stomach head rash blood pressure meds pills feel feeling feels better
    worse guys lol whats your youre im ive id ill its thats thatd because cause if since though although anymore
    again already went get gets got home down broke fell through passed away called calling hi hey so just really
    actually while take takes going closed send email details reminder saw online than what now bring squeeze put
    set calendar off afraid behalf who chance far close happy mentioned hes shes hospital know whether received text
    message messages saying new start started starts weather old bad good fast loose braces best much been being has
    had have having was were said told tell my me theres wanting getting call town books life lately recently
    suddenly finally honestly basically unfortunately apparently probably hopefully sorry worried nervous scared
    anxious busy tired late early running grandma grandpa grandmother grandfather aunt uncle cousin niece nephew
    toddler infant newborn twins teenager roommate neighbor friend girlfriend boyfriend fiance partner stepson
    stepdaughter grandson granddaughter caregiver nurse aide driver arm leg foot feet ankle hip hand wrist finger
    shoulder neck eye eyes ears nose skin teeth gum gums hair heart lungs asthma allergies allergy migraine headache
    infection swelling swollen itchy itching dizzy nausea vomiting diarrhea cramps sprained twisted broken bruise
    burn bump lump mole coughing sneezing strep covid virus bug sugar diabetes labs results bloodwork xray scan mri
    ultrasound shot shots vaccine vaccines prescription refill insurance copay deadline overtime interview manager
    coworker company factory warehouse store restaurant hotel airport snow snowing storm rain raining ice icy
    hurricane power outage retired lives living stuck sleeping slept woke forgot forgotten remembered remember
    remind reminded thinking thought heard hear noticed tells asked asks recommended suggested referred sent mailed
    emailed texted says letter practice game tournament recital graduation birthday party holiday church mass
    service conference presentation exam exams test tests finals semester packing leaving leave gone traveling
    travelling visiting visit visits visitors something someone everybody everything kind sort bit lot lots little
    couple way ways thing things time times day days please pls plz thx ty okay ok yeah yep hmm um uh oh wow man
    gosh jeez god honey dear sweetie bro dude folks yall ya dont didnt doesnt wasnt werent wont wouldnt couldnt
    shouldnt isnt arent havent hasnt hadnt those these them they he she him her his hers our us we it whom whose
    which gotten gave give given keep keeps kept made make makes making look looks looking looked come comes coming
    another state city country apartment house needing weeks patients those these wheres glad sooo kinda sorta plus
    double bother trouble killing twice booked removal stitches mistake names list clinic doctors office thought
    either whatever forever moment awhile anyways anyway thank appreciate bummer shoot darn ugh yikes whoa aw oof welp
    came works worked need needs needed want wants wanted try trying tried used use using felt hurting aching
    """
)
_SPANISH: Final = word_set(
    """
    hijo hijos hija hijas nino ninos nina ninas mama papa madre padre esposo esposa marido mujer bebe hermano
    hermana abuela abuelo jefe trabajo trabajar chamba turno reunion junta carro coche camion camioneta vuelo viaje
    escuela colegio guarderia clase clases boda funeral juicio fiebre gripe gripa tos enfermo enferma dolor duele
    muela oido garganta rodilla espalda pecho estomago cabeza presion sangre pastillas siento mejor peor mal porque
    si ya estoy estamos ando soy es esta he ha han tengo hablo llamo dijo dijeron lleva llevo ella el otra cosita
    que citas cual agendado mandaron diciendo confirme anotelo sera posible che podes podeis vengo lejos ver
    posibilidad viajar dieran mayor adulta iglesia vayan aunque llegue alcanzar hayan dado resultados casi siempre
    todavia tiempo regresara dejar apartada mudado mude mudo ciudad cambiaron poner permiso dan decir dejaron
    mensaje llamar dejeme pensar dejemela esas estan feriado verdad hago vez poncho llanta quede queda cerca senor
    senora acaban vacunas mucha mucho trae traigo misa voy vamos empiecen empieza tenga vio quise queria queriamos
    quisieramos pienso pense creo crei supe sabia olvide olvido acuerdo acorde recordar recorde abuelita abuelito
    tia tio prima primo sobrina sobrino nieto nieta bebito gemelos novio novia suegra suegro cunada cunado vecina
    vecino amiga amigo companera companero cuidadora enfermera chofer familia senorita joven jefa patron patrona
    brazo pierna pie pies tobillo cadera mano muneca dedo hombro cuello ojo ojos oidos nariz piel dientes encia
    corazon asma alergia alergias migrana jaqueca infeccion hinchazon hinchado hinchada comezon mareo mareos mareada
    mareado nausea vomito diarrea calambres torcedura golpe quemadura bolita lunar roncha ronchas catarro resfriado
    covid virus azucar diabetes analisis laboratorio radiografia ultrasonido vacuna receta medicina medicinas seguro
    copago entrevista gerente empresa fabrica tienda restaurante hotel aeropuerto oficio guardia nieve lluvia
    tormenta huracan luz carretera metro combi taxi llantas gasolina jubilado jubilada pensionado vivo vive atorada
    atorado dormida dormido durmiendo olvidado oi escuche vi note dijimos dice decia comentaron recomendaron mando
    enviaron aviso avisaron carta correo llamada partido torneo graduacion cumpleanos fiesta quinceanera conferencia
    examen examenes prueba pruebas semestre viajo viaja viajamos salgo sale salimos regreso regresa regresamos
    vuelvo vuelve fuera visita visitas algo alguien todos todo poco poquito muchos tantito cosa cosas veces rato dia
    dias hora horas porfa porfis favor gracias pues bueno eh ah oh ay uy hijole caray dios mire mira oye oiga
    disculpe perdone fijese esos estos estas aquel aquella ellos ellas le les nos su sus nuestro nuestra quien
    quienes cuyo mientras dio dieron da doy damos hace hacen hizo hice puse puso pongo pone ven viene vienen vino
    vine llego llega llegar necesitaba ocupo ocupaba quedo quedaron uso usa intento trate sentia sentirme sintiendo
    ayer anoche antier ultimamente desgraciadamente lamentablemente apenas justo precisamente realmente ademas
    atendieron atendio lado otro llevarlo llevarla llevarme traerlo traerla recogerlo recogerla cuidarlo cuidarla
    pueda puedan empieza vacaciones ahi alli perder toque llamara agendar libre descanso fin juntan compromiso
    compromisos quehacer quehaceres pendientes mandado tramite tramites papeles oficina cosita urgente urge prisa
    rapido rapidito pronto calentura tampoco tambien ahorita mismo propio aparte ademas obvio claro mil millon amable
    nuevo nueva ciudad diabetico diabetica hipertenso hipertensa embarazada embarazo paciente pacientes internado
    internada operado operada opero operan operaron operar boletos compre recien delicado delicada alto alta bajo baja
    pagina web whatsapp linea internet pidio pidieron indico indicaron volver telefono aplicacion app
    nene nena nenes chamaco chamaca chamacos chiquito chiquita chiquillo pelado pelada guagua wawa peque mami papi
    mamita
    papito abuelitos tata nana suegros padrino madrina ahijado comadre compadre jefes gente bautizo comunion velorio
    entierro sepelio funerales mudanza taller mecanico grua choque choco choque bache ponchada ponchadas gas plomero
    albanil electricista pintor vecinos casero renta banco cobro pago aduana frontera consulado embajada pasaporte
    visa licencia corte juzgado abogado notario registro civil imss issste eps obra social prepaga mutual fonasa
    isla pueblo rancho finca campo playa montana capital extranjero terminal autopista trancon taco cola presa
    despierto despertar madrugar desvelo desvelado desvelada cansado cansada agotado agotada sueno gripado gripada
    agripado resfriada constipado ronca ronco afonico chikungunya dengue presionado infarto derrame fractura esguince
    yeso muletas silla ruedas herida puntada puntadas sutura cirugias quimio radioterapia dialisis oxigeno bypass
    gotas jarabe ampolla inyectar sangrado sangra encias flemon muelita colita panza barriga guata lumbago ciatica
    rinon rinones higado vesicula apendice prostata matriz ovarios pezon pecho mamas tiroides colesterol trigliceridos
    anemia colon gastritis reflujo ulcera acidez estrenimiento orina vejiga infecciones hongos una unas acne manchas
    verruga verrugas quiste quistes paperas varicela sarampion rubeola piojos lentes anteojos gafas audifono
    maestra maestro profe profesora profesor universidad facultad prepa secundaria primaria jardin kinder preescolar
    tarea exposicion proyecto entrega ensayo concierto obra teatro cancha futbol natacion karate ballet danza piano
    gimnasio gym pesas entrenamiento entreno maraton carrera evento eventos congreso curso capacitacion inventario
    cierre corte auditoria entregas reparto ruta camionero manejo manejar chofer uber didi bus guagua colectivo tren
    subte moto bici bicicleta caminando pie transporte pasaje pasajes plata dinero quincena aguinaldo sueldo bono
    desempleado desempleada despidieron corrieron contrataron contrataron ascenso horario rotativo nocturno nocturna
    diurno matutino vespertino temporal contrato renuncie pension alquiler posadas posada patria patrias patrio
    feria ferias carnaval semana santa puente puentes vispera ramos misas novena rosario procesion peregrinacion
    promesa retiro culto congregacion pastor padrecito sacerdote mezquita templo sinagoga grupo estudio biblico
    aclaro aclarar entendido entiendo comprendo comprende sabia sabiendo esperando espero esperaba ojala digamos
    confundi confundido confundida equivocado equivocada equivocacion error despiste despistada despistado lio
    enredo enrede chance oportunidad posible posiblemente seguramente supuestamente aparentemente simplemente
    solamente unicamente especialmente principalmente tristemente afortunadamente felizmente urgentemente
    cumplir cumplo cumpla organizarme organizo organizar acomodarme acomodo acomodar alcance alcanza alcanzo
    calculo calcule aguanto aguantar sufriendo sufro molesta preocupa preocupada preocupado asustada asustado
    cuida cuido cuidan cuidando dejo dejarlos recojo recoger recogo busco buscar llevan trajeron traje trayendo
    despues mientras cuando tambien cuanto toda todas todita todito uste ustede usted ustedes vos sos tenes queres
    podras podrias podria podrian sabes sabe decime decirme contame avisame avisarme mandame llamame llamarme
    torci torcio doble doblo lastime lastimo lesione lesiono cai cayo fracture fracturo golpee golpeo corte corto queme
    quemo pique pico mordio mordida raspe raspon quebre quebro rompi rompio tropece choque atropello accidente trague
    cuestiones cuestion laborales laboral motivos motivo personales personal razones razon asuntos asunto ajenos
    voluntad
    amablemente cordialmente atentamente presente conducto medio agradeceria agradezco agradecida agradecido anticipadas
    anticipado estimados estimado estimada cordial saludo respetuosamente informo informar comunico comunicar manifiesto
    imprevisto imprevistos inconveniente inconvenientes situacion complicacion contratiempo emergencia familiar
    familiares salud tema temas solicitud gestion atencion quedando pendiente respuesta favorable
    amabilidad molestia molestias molestar pena ayuda ayudarme ayudeme apoyar apoyarme apoyo atento saludos bendiciones
    """
)
LIFE: Final = _ENGLISH | _SPANISH
