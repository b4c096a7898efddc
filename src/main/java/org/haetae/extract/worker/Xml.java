package org.haetae.extract.worker;

import javax.xml.stream.XMLInputFactory;

/// XML without anything that reaches outside the file.
final class Xml {
    private Xml() {}

    /// A factory whose readers know no document type, no entities of their own and no network.
    static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }
}
