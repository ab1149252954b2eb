<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>preggo::OfflineModel</name>
    <message numerus="yes">
        <source>%n pictures, %1: all of them are here.</source>
        <translation>
            <numerusform>%n picture, %1: it is here.</numerusform>
            <numerusform>%n pictures, %1: all of them are here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n pictures are here, %2.</source>
        <translation>
            <numerusform>%1 of %n picture is here, %2.</numerusform>
            <numerusform>%1 of %n pictures are here, %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>preggo::ComposerModel</name>
    <message numerus="yes">
        <source>A post can have at most %n pictures.</source>
        <translation>
            <numerusform>A post can have at most %n picture.</numerusform>
            <numerusform>A post can have at most %n pictures.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>preggo::PostThreadModel</name>
    <message numerus="yes">
        <source>This comment is too long: at most %n characters.</source>
        <translation>
            <numerusform>This comment is too long: at most %n character.</numerusform>
            <numerusform>This comment is too long: at most %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>preggo::SessionModel</name>
    <message numerus="yes">
        <source>A password needs at least %n characters.</source>
        <translation>
            <numerusform>A password needs at least %n character.</numerusform>
            <numerusform>A password needs at least %n characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things are not sent yet. Wait until they are, or sign out and lose them.</source>
        <translation>
            <numerusform>%n thing is not sent yet. Wait until it is, or sign out and lose it.</numerusform>
            <numerusform>%n things are not sent yet. Wait until they are, or sign out and lose them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>preggo::Words</name>
    <message numerus="yes">
        <source>%1, %2 and %n others</source>
        <comment>people who reacted</comment>
        <translation>
            <numerusform>%1, %2 and %n other</numerusform>
            <numerusform>%1, %2 and %n others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sending %n pictures…</source>
        <translation>
            <numerusform>Sending %n picture…</numerusform>
            <numerusform>Sending %n pictures…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Waiting for %n pictures. You can close the app.</source>
        <translation>
            <numerusform>Waiting for %n picture. You can close the app.</numerusform>
            <numerusform>Waiting for %n pictures. You can close the app.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting to send</source>
        <translation>
            <numerusform>%n waiting to send</numerusform>
            <numerusform>%n waiting to send</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not sent</source>
        <translation>
            <numerusform>%n not sent</numerusform>
            <numerusform>%n not sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Post with %n pictures</source>
        <translation>
            <numerusform>Post with %n picture</numerusform>
            <numerusform>Post with %n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n texts</source>
        <translation>
            <numerusform>%n text</numerusform>
            <numerusform>%n texts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pictures</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pictures were not on this device any more.</source>
        <translation>
            <numerusform>%n picture was not on this device any more.</numerusform>
            <numerusform>%n pictures were not on this device any more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pictures were not in any post when Preggo ended. You find them when you write a post.</source>
        <translation>
            <numerusform>%n picture was not in any post when Preggo ended. You find it when you write a post.</numerusform>
            <numerusform>%n pictures were not in any post when Preggo ended. You find them when you write a post.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things that waited to be sent are damaged and are not sent. They stay in the file outbox.db in the data folder; look whether a post of yours is missing, and write it again.</source>
        <translation>
            <numerusform>%n thing that waited to be sent is damaged and is not sent. It stays in the file outbox.db in the data folder; look whether a post of yours is missing, and write it again.</numerusform>
            <numerusform>%n things that waited to be sent are damaged and are not sent. They stay in the file outbox.db in the data folder; look whether a post of yours is missing, and write it again.</numerusform>
        </translation>
    </message>
</context>
</TS>
