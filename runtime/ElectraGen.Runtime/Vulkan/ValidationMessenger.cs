using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>Passes the validation layer's warnings and errors on.</summary>
internal sealed unsafe class ValidationMessenger : IDisposable
{
    public const string Extension = "VK_EXT_debug_utils";

    private readonly Vk api;
    private readonly Instance instance;
    private readonly DebugUtilsMessengerEXT handle;
    private GCHandle receiver;

    private ValidationMessenger(Vk api, Instance instance, DebugUtilsMessengerEXT handle, GCHandle receiver)
    {
        this.api = api;
        this.instance = instance;
        this.handle = handle;
        this.receiver = receiver;
    }

    public static ValidationMessenger Create(Vk api, Instance instance, Action<string> onMessage)
    {
        var create = (delegate* unmanaged<Instance, DebugUtilsMessengerCreateInfoEXT*, AllocationCallbacks*, DebugUtilsMessengerEXT*, Result>)
            api.GetInstanceProcAddr(instance, "vkCreateDebugUtilsMessengerEXT").Handle;
        GCHandle receiver = GCHandle.Alloc(onMessage);
        DebugUtilsMessengerCreateInfoEXT info = new(
            messageSeverity: DebugUtilsMessageSeverityFlagsEXT.WarningBitExt | DebugUtilsMessageSeverityFlagsEXT.ErrorBitExt,
            messageType: DebugUtilsMessageTypeFlagsEXT.ValidationBitExt | DebugUtilsMessageTypeFlagsEXT.PerformanceBitExt,
            pfnUserCallback: new PfnDebugUtilsMessengerCallbackEXT(&Receive),
            pUserData: (void*)GCHandle.ToIntPtr(receiver));
        DebugUtilsMessengerEXT handle;
        Result result = create(instance, &info, null, &handle);
        if (result != Result.Success)
            receiver.Free();
        result.Check("vk.CreateDebugUtilsMessengerEXT(");
        return new ValidationMessenger(api, instance, handle, receiver);
    }

    public void Dispose()
    {
        var destroy = (delegate* unmanaged<Instance, DebugUtilsMessengerEXT, AllocationCallbacks*, void>)
            api.GetInstanceProcAddr(instance, "vkDestroyDebugUtilsMessengerEXT").Handle;
        destroy(instance, handle, null);
        receiver.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static Silk.NET.Core.Bool32 Receive(
        DebugUtilsMessageSeverityFlagsEXT severity, DebugUtilsMessageTypeFlagsEXT type,
        DebugUtilsMessengerCallbackDataEXT* data, void* user)
    {
        var onMessage = (Action<string>)GCHandle.FromIntPtr((nint)user).Target!;
        onMessage(SilkMarshal.PtrToString((nint)data->PMessage) ?? "");
        return false;
    }
}
