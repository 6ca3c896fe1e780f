"""Surnames of the Spanish-speaking countries, folded; only those that are hardly ever any other word of a patient."""

from typing import Final

from services.dialogue.understanding.words.word_set import word_set

SURNAMES: Final = word_set(
    """
    abarca abreu acevedo acosta acuna aguayo aguero aguiar aguilar aguilera aguirre ahumada alanis alarcon alatorre
    albarran alcala alcantara alcaraz aldana alfaro almanza almeida almonte alonso alonzo altamirano alvarado
    alvarez amador amaya anaya andrade angulo anzures apodaca aquino aragon arana aranda araujo arce archuleta
    arellano arevalo argueta arias armendariz armenta arredondo arriaga arroyo arteaga asencio atencio avalos avila
    aviles ayala azua badillo baez baeza balderas ballesteros banuelos barajas barbosa barela baron barragan barraza
    barrera barreto barrientos barrios barron bastidas bautista becerra beltran benavides benitez berger bermudez
    bernal berrios betancourt bonilla borges borja borquez botello bravo briones briseno brito burgos bustamante
    bustos caballero cabral cabrera caceres calderon calvillo camacho camarena camargo campos canales candelaria
    cano cantu carballo carbajal cardenas cardona cardoso cardozo carmona carranza carrasco carrasquillo carreno
    carreon carrera carrero carrillo carrion carvajal casanova casarez casillas castaneda castano castellanos
    castillo castro cavazos cazares ceballos cedillo centeno cepeda cerda cervantes cervantez cespedes chacon chapa
    chavarria chavez cintron cisneros collado collazo colunga contreras cordero cordova coronado corral corrales
    cortes cortez cotto covarrubias crespo cruz cuellar cuevas davila deanda delacruz delagarza delgado delrio diaz
    dominguez donoso duarte duenas duran echeverria elizalde elizondo enriquez escalante escamilla escobar escobedo
    esparza espinal espinosa espinoza esquibel esquivel estevez estrada fajardo farias feliciano fernandez ferreira
    ferrer ferreyra fierro figueroa fonseca gaitan galarza galindo gallardo gallegos galvan galvez gamboa gamez
    gaona garay garcia garibay garrido garza gastelum gaytan gimenez giron godinez godoy gomez gonzales gonzalez
    granado granados griego grijalva guajardo guardado guerrero guevara guillen gurule gutierrez guzman haro
    henriquez heredia hernandez herrera hidalgo hinojosa holguin huerta hurtado ibarra iglesias irizarry izaguirre
    jaimes jaquez jaramillo jasso jimenez juarez jurado laboy lara laureano leal lebron ledesma leiva lemus leon
    lerma leyva linares llamas loera lomeli longoria lopez lovato loya lozada lozano lucero luevano lugo lujan
    macias madrigal maldonado mancera manjarrez manzanares marquez marrero marroquin martinez mascarenas mateo
    mayorga medina medrano mejia melendez melgar menchaca mendez mendoza menendez meraz merino mestas meza
    miramontes miranda mojica molina monroy montalvo montanez montano montemayor montenegro montero montes montez
    montoya mora morales moreno moreira moya munguia muniz munoz murillo muro najera naranjo narvaez navarrete
    navarro nava negrete negron nevarez nieto nieves noguera nolasco noriega novoa nunez ocampo ocasio ochoa ojeda
    olguin olivares olivarez olivas olivera olivo olmos olvera ontiveros oquendo ordaz ordonez orellana orosco
    orozco orta ortega ortiz osorio otero oviedo ozuna pabon pacheco padilla padron paez palacios palomino pantoja
    paredes pardo parra patino pedraza pedroza pelayo pena penaloza perales peralta perea peres perez pichardo
    pineda pizarro ponce porras portillo prado preciado prieto puentes puga pulido quezada quesada quinones quinonez
    quintana quintanilla quintero quiroga quiroz rael ramirez ramos rangel rascon rendon renteria resendez reyes
    reyna reynoso riojas rios riquelme rivas rivera rivero robledo robles rocha rodarte rodriguez rojas roldan rolon
    romero romo roque rosales rosario rosas roybal rubio ruelas ruiz ruvalcaba saavedra saenz saiz salas salazar
    salcedo salcido saldana saldivar salgado salinas samaniego sanabria sanches sanchez sandoval santacruz santana
    santillan sanz sarabia sauceda saucedo sedillo sepulveda serna serrano serrato silva simental sisneros solano
    solis soliz solorio solorzano soria sosa sotelo soto suarez tafoya tamayo tapia tejada tejeda tellez terrazas
    terron tijerina tirado torres tovar trejo trevino treto trujillo ulibarri ulloa urbina urena uribe urias urrutia
    vaca valadez valdes valdez valdivia valentin valenzuela valladares vallejo valles valverde varela vargas vasquez
    vazquez vega vela velarde velasco velasquez velazquez velez veliz venegas vera verdugo verduzco vergara vidal
    viera vigil villagomez villalba villalobos villalpando villanueva villareal villarreal villasenor villegas
    viramontes vivanco yanez ybarra zabala zaldivar zambrano zamora zamudio zapata zarate zavala zayas zelaya zepeda
    zuniga zurita
    """
)
