/** Applications: the one way in which an event changes a zone's state. */
package org.zonekeeper.domain.apply;
