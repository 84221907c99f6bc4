using ElectraGen.Runtime;
using ElectraGen.Runtime.Randomness;
using ElectraGen.Training.Data;

namespace ElectraGen.Training.Optimization;

/// <summary>The table by which a unigram generator draws, see <see cref="PlanDescription.Constants"/>.</summary>
internal static class UnigramTable
{
    private const string Name = "unigram_table";

    /// <summary>Writes the table of the data's token counts to a new session, where the model has one.</summary>
    /// <exception cref="ElectraGenException">The data has no token counts.</exception>
    public static void Upload(IModel model, ISession session, TrainingData data)
    {
        if (model.Plan.Constants.SingleOrDefault(constant => constant.Name == Name) is { } table)
            session.Write(table.Slot, AliasTable.Build(data.RequireTokenCounts().ById));
    }
}
