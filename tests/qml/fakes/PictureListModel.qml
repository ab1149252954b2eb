// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import Preggo.Models

/// Canned.
CannedList {
    enum State { Preparing, Ready, Failed }
    rows: [
        {"source": "image://preggo/l/crib-morning", "alt": "The crib by the window", "width": 1600, "height": 1200, "state": PictureListModel.Ready, "errorText": "", "editable": true},
        {"source": "", "alt": "", "width": 0, "height": 0, "state": PictureListModel.Preparing, "errorText": "", "editable": false},
        {"source": "", "alt": "", "width": 0, "height": 0, "state": PictureListModel.Failed, "errorText": "This file is not a picture. Choose another one.", "editable": false}]
}
