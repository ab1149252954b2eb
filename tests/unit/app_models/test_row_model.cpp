// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/family_list_model.h"
#include "app/viewmodels/picture_list_model.h"
#include "protocol/rng.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace preggo;
using namespace Qt::Literals::StringLiterals;

/// A list turns into any other by the steps it reports, and keeps the rows that stay.
class TestRowModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void becomesWhateverIsAsked();
    void rowsThatStayAreNotMadeAnew();
    void picturesMoveAsAsked();
};

void TestRowModel::becomesWhateverIsAsked()
{
    FamilyListModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &FamilyListModel::modelReset);
    SeededRng rng(7);
    for (int turn = 0; turn < 300; ++turn) {
        QVector<FamilyListModel::Row> target;
        for (int id = 0; id < 12; ++id) {
            if (rng.below(2) == 0)
                target.insert(qsizetype(rng.below(quint64(target.size() + 1))),
                    {QString::number(id), QString::number(rng.below(3)), false});
        }
        model.setRows(target);
        QCOMPARE(model.rows(), target);
    }
    QCOMPARE(resets.count(), 0);
}

void TestRowModel::rowsThatStayAreNotMadeAnew()
{
    FamilyListModel model;
    model.setRows({{u"a"_s, u"A"_s, true}, {u"b"_s, u"B"_s, false}, {u"c"_s, u"C"_s, false}});
    const QPersistentModelIndex c = model.index(2);
    QSignalSpy changed(&model, &FamilyListModel::dataChanged);
    model.setRows({{u"c"_s, u"C"_s, false}, {u"a"_s, u"new"_s, true}});
    QCOMPARE(c.row(), 0);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(2).value<QList<int>>(), QList<int>{FamilyListModel::NameRole});
}

void TestRowModel::picturesMoveAsAsked()
{
    PictureListModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto order = [&] {
        QString ids;
        for (const auto &row : model.rows())
            ids += row.mediaId;
        return ids;
    };
    for (const auto &id : {u"1"_s, u"2"_s, u"3"_s, u"4"_s})
        model.append({id, {}, {}, 0, 0, PictureListModel::Ready, {}});
    model.move(0, 2);
    QCOMPARE(order(), u"2314"_s);
    model.move(3, 0);
    QCOMPARE(order(), u"4231"_s);
    model.move(1, 9);
    model.move(-1, 1);
    model.removeAt(4);
    QCOMPARE(order(), u"4231"_s);
    model.removeAt(1);
    QCOMPARE(order(), u"431"_s);
}

QTEST_GUILESS_MAIN(TestRowModel)
#include "test_row_model.moc"
