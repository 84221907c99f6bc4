namespace ElectraGen.Runtime;

/// <summary>What a model is trained for. A model has exactly one objective: an attribute derived from this.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class ObjectiveAttribute : Attribute
{
    private protected ObjectiveAttribute()
    {
    }
}
