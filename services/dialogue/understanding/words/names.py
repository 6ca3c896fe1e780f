"""Common given names and surnames, folded: never taken for misspelt words of the domain."""

from typing import Final

from services.dialogue.understanding.words.word_set import word_set

NAMES: Final = word_set(
    """
    garcia martinez rodriguez lopez hernandez gonzalez perez sanchez ramirez torres flores rivera
    gomez diaz cruz morales ortiz gutierrez chavez ramos reyes ruiz mendoza alvarez castillo jimenez
    moreno romero herrera medina aguilar vargas guzman castro fernandez munoz salazar soto vazquez
    delgado pena rios contreras sandoval guerrero estrada ortega maldonado vega nunez espinoza
    figueroa silva rojas miranda campos lara valdez padilla acosta leon cabrera mejia molina ayala
    luna smith johnson williams brown jones davis miller wilson anderson thomas taylor moore jackson
    martin lee thompson white harris clark lewis robinson walker young allen king wright scott
    torres nguyen hill green adams nelson baker hall campbell mitchell carter roberts phillips evans
    turner parker collins edwards stewart morris murphy cook rogers peterson cooper reed bailey bell
    kelly howard ward cox richardson wood watson brooks bennett gray james hughes price myers long
    foster sanders ross powell sullivan russell jenkins perry barnes fisher henderson coleman
    simmons patterson jordan reynolds hamilton graham wallace west cole hayes chen wang patel kim
    singh khan shah park tran pham gupta kumar cohen levine rosen james mary robert patricia john
    jennifer michael linda david elizabeth william barbara richard susan joseph jessica thomas sarah
    charles karen christopher lisa daniel nancy matthew betty anthony margaret mark sandra donald
    ashley steven kimberly paul emily andrew donna joshua michelle kenneth carol kevin amanda brian
    dorothy george melissa timothy deborah ronald stephanie edward rebecca jason sharon jeffrey
    laura ryan cynthia jacob kathleen gary amy nicholas angela eric shirley jonathan anna stephen
    brenda larry pamela justin emma scott nicole brandon helen benjamin samantha samuel katherine
    maria jose juan luis carlos jesus miguel pedro antonio francisco manuel rafael javier fernando
    ricardo eduardo roberto alejandro jorge sergio mario alberto enrique oscar ramon ruben raul
    arturo hector guadalupe rosa carmen ana teresa juana alicia veronica gloria leticia silvia
    martha marta elena lucia sofia isabel gabriela adriana claudia monica daniela alejandra beatriz
    cecilia diana esperanza graciela irma josefina lorena marisol norma olga patricia raquel susana
    valeria yolanda ximena camila valentina santiago sebastian mateo diego andres pablo felipe
    esteban ignacio julio cesar pilar dolores consuelo mercedes concepcion soledad marina marcos
    lucas tomas nicolas ivan joel omar saul abel adan elias noah liam olivia ava mia ethan mason
    logan aiden harper evelyn abigail ella grace chloe hannah zoe nora lily aria priya raj anil
    sunil wei ming hiroshi yuki fatima ahmed omar ali hassan aisha mohammed ibrahim olga ivan dmitri
    """
)
