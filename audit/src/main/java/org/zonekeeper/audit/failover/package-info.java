/** Every change of a zone's owner: on what grounds, step by step, and what it did to whom. */
package org.zonekeeper.audit.failover;
