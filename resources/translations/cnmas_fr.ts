<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="fr_FR">
<context>
    <name>AgentDay</name>
    <message numerus="yes">
        <source>%n résultat(s) ne sont pas transmis. Ils partiront à votre prochaine connexion.</source>
        <translation>
            <numerusform>%n résultat n&apos;est pas transmis. Il partira à votre prochaine connexion.</numerusform>
            <numerusform>%n résultats ne sont pas transmis. Ils partiront à votre prochaine connexion.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DayCallsPanel</name>
    <message numerus="yes">
        <source>%n appel(s) enregistré(s) aujourd&apos;hui sur ce poste, le dernier en premier.</source>
        <translation>
            <numerusform>%n appel enregistré aujourd&apos;hui sur ce poste.</numerusform>
            <numerusform>%n appels enregistrés aujourd&apos;hui sur ce poste, le dernier en premier.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DayStartPanel</name>
    <message numerus="yes">
        <source>{callable} à appeler maintenant, %n réservé(s) jusqu&apos;à {until}, même sans réseau.</source>
        <translation>
            <numerusform>{callable} à appeler maintenant, %n réservé jusqu&apos;à {until}, même sans réseau.</numerusform>
            <numerusform>{callable} à appeler maintenant, %n réservés jusqu&apos;à {until}, même sans réseau.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueColumn</name>
    <message numerus="yes">
        <source>%n réservé(s) jusqu&apos;à {until}, même sans réseau.</source>
        <translation>
            <numerusform>%n réservé jusqu&apos;à {until}, même sans réseau.</numerusform>
            <numerusform>%n réservés jusqu&apos;à {until}, même sans réseau.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewsPanel</name>
    <message numerus="yes">
        <source>%n entretien(s) relu(s) depuis 30 jours, le dernier en premier.</source>
        <translation>
            <numerusform>%n entretien relu depuis 30 jours.</numerusform>
            <numerusform>%n entretiens relus depuis 30 jours, le dernier en premier.</numerusform>
        </translation>
    </message>
</context>
</TS>
