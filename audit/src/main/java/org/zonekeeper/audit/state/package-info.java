/** A zone's state at any instant: the fold of its journal, with the domain's own applications. */
package org.zonekeeper.audit.state;
