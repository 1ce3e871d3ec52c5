/**
 * The one processor of the topology, thin: it reads a zone's input, has the domain decide, applies
 * the outcome to the store and sends it on. Knows the domain and ownership, not the topology.
 */
package org.zonekeeper.am.processor;
