/** The hash chain through a zone's journal: what its links are made of. */
package org.zonekeeper.schemas.chain;
