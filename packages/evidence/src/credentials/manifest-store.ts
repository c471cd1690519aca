/** What one file's Content Credentials say, bounded in size and free of anything but plain data. */
export interface ManifestStore {
  /** The manifest that speaks for the file comes first, then its ingredients' manifests. */
  readonly manifests: readonly Manifest[];
}

export interface Manifest {
  readonly label: string;
  readonly active: boolean;
  /** As the claim states it: the old one-line form, or name and version. */
  readonly claimGenerator: string | null;
  readonly signer: Signer | null;
  /** Time of signing as a time stamp states it (ISO 8601). */
  readonly signedAt: string | null;
  readonly actions: readonly ManifestAction[];
  readonly ingredients: readonly ManifestIngredient[];
  /** Algorithms of soft bindings, that is watermarks and fingerprints that lead back to the manifest. */
  readonly softBindings: readonly string[];
  /** Models named by an assertion of their own (`c2pa.ai_generated_content`), not by an action. */
  readonly statedModels: readonly string[];
  /** Bare codes of digital source types that an assertion of metadata states, beside those of the actions. */
  readonly statedSourceTypes: readonly string[];
  /** Codes of C2PA 2.2 §15.2. */
  readonly successes: readonly string[];
  readonly failures: readonly string[];
  readonly notes: readonly string[];
}

export interface Signer {
  readonly organisation: string | null;
  readonly unit: string | null;
  readonly commonName: string | null;
  readonly issuer: string | null;
  /** ISO 8601. */
  readonly notBefore: string | null;
  readonly notAfter: string | null;
}

export interface ManifestAction {
  readonly action: string;
  readonly softwareAgent: string | null;
  readonly digitalSourceType: string | null;
  readonly description: string | null;
  /** When the action says it happened (ISO 8601). */
  readonly when: string | null;
}

export interface ManifestIngredient {
  readonly title: string | null;
  readonly relationship: string | null;
  /** Label of the ingredient's own manifest, if it has one. */
  readonly manifest: string | null;
  /** Failures that the signer of the outer manifest found in the ingredient and wrote down. */
  readonly recordedFailures: readonly string[];
}
