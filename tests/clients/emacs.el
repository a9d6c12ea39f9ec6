;;; Emacs with eglot against `envlint server`, in batch. Prints one JSON object; exit code 1 where something did not come.  -*- lexical-binding: t -*-
;;   ENVLINT_SERVER='["envlint","server"]' ENVLINT_FILE=path ENVLINT_ROOT=folder ENVLINT_ACTION='part of a title' \
;;   emacs --batch -q --eval '(package-initialize)' -l emacs.el
;; The file itself is not changed.
(require 'eglot)
(require 'flymake)
(require 'json)
(require 'seq)

(setq eglot-sync-connect 20
      eglot-connect-timeout 20
      eglot-autoshutdown nil
      eglot-confirm-server-initiated-edits nil
      flymake-no-changes-timeout 0.1
      make-backup-files nil
      auto-save-default nil
      create-lockfiles nil
      inhibit-message t)

(define-derived-mode envlint-probe-mode fundamental-mode "EnvLint")

(defvar envlint-seen nil "What came of it, the newest first.")

(defun envlint-note (key value)
  (push (cons key value) envlint-seen))

(defun envlint-wait (what condition)
  "Lets Emacs work until CONDITION holds; an error that names WHAT where it does not in time."
  (let ((end (+ (float-time) 20)) value)
    (while (not (or (setq value (funcall condition)) (> (float-time) end)))
      (accept-process-output nil 0.02))
    (or value (error "Waited in vain for %s" what))))

(defun envlint-held ()
  (vconcat
   (mapcar (lambda (diagnostic)
             `((line . ,(1- (line-number-at-pos (flymake-diagnostic-beg diagnostic))))
               (word . ,(buffer-substring-no-properties (flymake-diagnostic-beg diagnostic) (flymake-diagnostic-end diagnostic)))
               (message . ,(flymake-diagnostic-text diagnostic))))
           (flymake-diagnostics))))

(defun envlint-actions ()
  (seq-mapcat (lambda (diagnostic)
                (let ((found (alist-get 'eglot-lsp-diag (flymake-diagnostic-data diagnostic))))
                  (append (jsonrpc-request (eglot-current-server) :textDocument/codeAction
                                           (list :textDocument (eglot--TextDocumentIdentifier)
                                                 :range (plist-get found :range)
                                                 :context (list :diagnostics (vector found))))
                          nil)))
              (flymake-diagnostics)))

(defun envlint-scenario ()
  (let ((folder (file-name-as-directory (expand-file-name (getenv "ENVLINT_ROOT")))))
    (find-file (getenv "ENVLINT_FILE"))
    (envlint-probe-mode)
    (setq eglot-server-programs
          (list (cons 'envlint-probe-mode (append (json-parse-string (getenv "ENVLINT_SERVER")) nil))))
    (setq-local project-find-functions (list (lambda (_) (cons 'transient folder))))
    ;; What M-x eglot does. How many arguments that are differs between releases.
    (apply #'eglot (append (eglot--guess-contact) '(nil)))
    (envlint-wait "eglot" #'eglot-managed-p)
    (envlint-wait "the first findings" (lambda () (flymake-start) (flymake-diagnostics)))
    (envlint-note 'diagnostics (envlint-held))
    (let* ((all (envlint-actions))
           (chosen (seq-find (lambda (action) (string-search (getenv "ENVLINT_ACTION") (plist-get action :title))) all)))
      (envlint-note 'actions (vconcat (mapcar (lambda (action) (plist-get action :title)) all)))
      (unless chosen (error "No action like %s" (getenv "ENVLINT_ACTION")))
      (let ((before (length (flymake-diagnostics))))
        (eglot--apply-workspace-edit (plist-get chosen :edit))
        (envlint-wait "the change" #'buffer-modified-p)
        (envlint-note 'text (buffer-substring-no-properties (point-min) (point-max)))
        (eglot--signal-textDocument/didChange)
        (envlint-wait "the findings after the action"
                      (lambda () (flymake-start) (/= before (length (flymake-diagnostics)))))
        (envlint-note 'diagnosticsAfter (envlint-held))))
    (set-buffer-modified-p nil)
    (eglot-shutdown (eglot-current-server) nil 5)))

(let ((failed nil))
  (condition-case problem
      (envlint-scenario)
    (error (setq failed t)
           (envlint-note 'error (format "%S" problem))))
  (let ((inhibit-message nil))
    (princ (json-encode (nreverse envlint-seen)))
    (terpri))
  (kill-emacs (if failed 1 0)))
