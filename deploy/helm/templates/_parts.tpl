{{- define "watchlist.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- /* Of what belongs to this installation; with `part` also of one part of it. */ -}}
{{- define "watchlist.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- with .part }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- end -}}

{{- define "watchlist.labels" -}}
{{ include "watchlist.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{- end -}}

{{- /* What Kubernetes calls restricted, and a root file system that nobody writes to. */ -}}
{{- define "watchlist.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.image.pullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "watchlist.container" -}}
image: {{ include "watchlist.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
{{- end -}}

{{- /* Secrets are files: they stand in no environment (docs/operating.md, Secrets). */ -}}
{{- define "watchlist.environment" -}}
- {name: DATABASE_URL_FILE, value: /run/secrets/watchlist/database_url}
- {name: WATCHLIST_BROKER_URL_FILE, value: /run/secrets/watchlist/broker_url}
- {name: WATCHLIST_SECRET_KEY_FILE, value: /run/secrets/watchlist/secret_key}
- {name: WATCHLIST_DOSSIER_KEY_FILE, value: /run/secrets/watchlist/dossier_key.pem}
{{- if .Values.secrets.email.name }}
- {name: WATCHLIST_EMAIL_URL_FILE, value: /run/secrets/watchlist/email_url}
{{- end }}
- {name: WATCHLIST_ALLOWED_HOSTS, value: {{ .Values.host | quote }}}
- {name: WATCHLIST_SITE_URL, value: {{ printf "https://%s" .Values.host | quote }}}
- {name: WATCHLIST_TRUSTED_PROXIES, value: {{ .Values.trustedProxies | quote }}}
- {name: WATCHLIST_SEEDS_DIR, value: /opt/watchlist/watchlist/seeds}
{{- range $name, $value := .Values.settings }}
- {name: {{ $name }}, value: {{ $value | toString | quote }}}
{{- end }}
{{- end -}}

{{- define "watchlist.mounts" -}}
- {name: house, mountPath: /var/lib/watchlist}
- {name: tmp, mountPath: /tmp}
- {name: secrets, mountPath: /run/secrets/watchlist, readOnly: true}
{{- end -}}

{{- define "watchlist.volumes" -}}
- {name: house, emptyDir: {}}
- {name: tmp, emptyDir: {}}
- name: secrets
  projected:
    defaultMode: 0440
    sources:
      - secret: {name: {{ .database.name | quote }}, items: [{key: {{ .database.key | quote }}, path: database_url}]}
      {{- with .root.Values.secrets }}
      {{- if .databaseAuthority.name }}
      - secret: {name: {{ .databaseAuthority.name | quote }}, items: [{key: {{ .databaseAuthority.key | quote }}, path: database_ca.pem}]}
      {{- end }}
      - secret: {name: {{ .broker.name | quote }}, items: [{key: {{ .broker.key | quote }}, path: broker_url}]}
      - secret: {name: {{ .secretKey.name | quote }}, items: [{key: {{ .secretKey.key | quote }}, path: secret_key}]}
      - secret: {name: {{ .dossierKey.name | quote }}, items: [{key: {{ .dossierKey.key | quote }}, path: dossier_key.pem}]}
      {{- if .email.name }}
      - secret: {name: {{ .email.name | quote }}, items: [{key: {{ .email.key | quote }}, path: email_url}]}
      {{- end }}
      {{- end }}
{{- end -}}
